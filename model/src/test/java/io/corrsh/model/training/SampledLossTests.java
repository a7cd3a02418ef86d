package io.corrsh.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.training.options.Preset;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.options.bound.DecoderLoss;
import io.corrsh.model.training.progress.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampledLossTests {

    private static final int NEGATIVES = 7;

    @TempDir
    private Path directory;

    /** With a bias a word, what the losses take off the scores only moves the biases. */
    @Test
    void negativeSamplingLearnsTheModelOfNoiseContrastiveEstimationUpToAConstant() throws Exception {
        ModelBundle nce = train(DecoderLoss.NCE);
        ModelBundle negative = train(DecoderLoss.NEGATIVE_SAMPLING);
        for (String name : List.of("mean.weight", "embedding.weight", "decoder.weight")) {
            assertThat(negative.tensor(name).values())
                    .as(name)
                    .containsExactly(nce.tensor(name).values(), within(2e-4f));
        }
        float[] biases = negative.tensor("decoder.bias").values();
        for (int word = 0; word < biases.length; word++) {
            float expected = nce.tensor("decoder.bias").values()[word] - (float) Math.log(NEGATIVES);
            assertThat(biases[word]).as("word %d", word).isCloseTo(expected, within(2e-4f));
        }
    }

    private ModelBundle train(DecoderLoss loss) throws Exception {
        Path corpus = TopicCorpus.write(directory, 10, true);
        TrainingOptions options = TrainingOptions.builder(Preset.PAPER)
                .bits(16)
                .embedding(24)
                .hidden(24)
                .minimumDocuments(1)
                .batch(20)
                .epochs(1)
                .threads(1)
                .decoderLoss(loss)
                .negatives(NEGATIVES)
                .noiseWords(100)
                .build();
        return Training.run(options, List.of(corpus), directory.resolve(loss.toString()), TrainingListener.none())
                .bundle();
    }
}
