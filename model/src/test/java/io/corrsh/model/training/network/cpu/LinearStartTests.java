package io.corrsh.model.training.network.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.model.training.network.NetworkShape;
import io.corrsh.model.training.options.bound.DecoderLoss;
import io.corrsh.model.training.options.bound.DecoderOptions;
import io.corrsh.model.training.options.bound.Posterior;
import io.corrsh.model.training.sparse.SparseBatch;
import io.corrsh.model.training.sparse.Workers;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearStartTests {

    private static final int WORDS = 12;
    private static final int BITS = 16;
    private static final DecoderOptions DECODER = new DecoderOptions(DecoderLoss.SOFTMAX, 10, 1000);

    @Test
    void aNetworkBegunAtALinearCodeGivesItsBits() {
        Random random = new Random(2);
        float[][] words = new float[WORDS][BITS];
        for (float[] word : words) {
            for (int i = 0; i < BITS; i++) {
                word[i] = random.nextBoolean() ? 2 : -2;
            }
        }
        try (Workers workers = new Workers(1);
                CpuNetwork network = new CpuNetwork(shape(40, 48), DECODER, null, 1, workers)) {
            network.beginAt(words);
            SparseBatch rows = new SparseBatch(WORDS);
            for (int word = 0; word < WORDS; word++) {
                rows.add(word, 3);
                rows.endRow();
            }
            rows.index();
            float[] logits = network.logits(rows);
            for (int word = 0; word < WORDS; word++) {
                for (int i = 0; i < BITS; i++) {
                    // The units beside it add a little noise.
                    assertThat(logits[word * BITS + i] / (3 * words[word][i])).isBetween(0.9f, 1.1f);
                }
            }
        }
    }

    @Test
    void aNetworkTooNarrowForALinearCodeIsRefused() {
        try (Workers workers = new Workers(1);
                CpuNetwork network = new CpuNetwork(shape(24, 48), DECODER, null, 1, workers)) {
            assertThatThrownBy(() -> network.beginAt(new float[WORDS][BITS]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'embedding' and 'hidden' must be at least 32, got 24 and 48");
        }
    }

    private static NetworkShape shape(int embedding, int hidden) {
        return new NetworkShape(WORDS, embedding, hidden, BITS, 2, 0.5, 2, Posterior.LOW_RANK, 0, 0.2f, 0.1f);
    }
}
