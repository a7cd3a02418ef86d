package io.corrsh.model.training;

import io.corrsh.model.training.checkpoint.Checkpointing;
import io.corrsh.model.training.network.StepLoss;
import io.corrsh.model.training.options.Preset;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.options.TrainingOptionsBuilder;
import io.corrsh.model.training.options.bound.DecoderLoss;
import io.corrsh.model.training.progress.TrainingListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A training in a process of its own, which tells every step, to be killed in the middle of one. */
final class TrainingProcess {

    private TrainingProcess() {}

    /** Arguments: kind, corpus, output. */
    public static void main(String[] arguments) throws Exception {
        Training.run(
                options(arguments[0]),
                List.of(Path.of(arguments[1])),
                Path.of(arguments[2]),
                new Checkpointing(true, Duration.ZERO),
                new TrainingListener() {
                    @Override
                    public void step(long step, StepLoss loss) {
                        System.out.println("step " + step);
                    }
                });
    }

    static TrainingOptions options(String kind) {
        TrainingOptionsBuilder builder = switch (kind) {
            case "best" -> TrainingOptions.builder(Preset.BEST).softPositives(5);
            case "nce" ->
                TrainingOptions.builder(Preset.PAPER)
                        .decoderLoss(DecoderLoss.NCE)
                        .noiseWords(50);
            case "gaussian" -> TrainingOptions.builder(Preset.VDSH);
            case "energy" -> TrainingOptions.builder(Preset.ENERGY).persistent(true);
            default -> throw new IllegalArgumentException(kind);
        };
        return builder.bits(32)
                .batch(24)
                .embedding(kind.equals("energy") ? 500 : 32)
                .hidden(kind.equals("energy") ? 500 : 48)
                .vocabularySize(300)
                .minimumDocuments(1)
                .epochs(4)
                .patience(3)
                .threads(1)
                .build();
    }
}
