package io.corrsh.model.training.places;

import static io.corrsh.model.training.sparse.Bags.bag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.corrsh.model.training.sparse.DocumentMatrix;
import org.junit.jupiter.api.Test;

class TellingWordsTests {

    private final DocumentMatrix documents =
            DocumentMatrix.builder(3).add(bag(0, 1)).add(bag(1, 2)).add(bag()).build();
    private final TellingWords telling = new TellingWords(documents, new float[] {1, 3, 0.5f});

    @Test
    void theCosineIsThatOfTheWeightsTimesTheFactors() {
        float[] query = telling.buffer();
        telling.write(0, query);
        assertThat(telling.cosine(query, 0)).isCloseTo(1, within(1e-6f));
        // (1, 3, 0) and (0, 3, .5)
        assertThat(telling.cosine(query, 1)).isCloseTo((float) (9 / Math.sqrt(10 * 9.25)), within(1e-6f));
        assertThat(telling.cosine(query, 2)).isZero();
    }

    @Test
    void aBufferServesOneQueryAfterTheOther() {
        float[] query = telling.buffer();
        telling.write(0, query);
        telling.clear(0, query);
        assertThat(query).containsOnly(0);
        telling.write(2, query);
        assertThat(telling.cosine(query, 0)).isZero();
    }
}
