package io.corrsh.model.training.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EmbeddingTests {

    @Test
    void centredPlacesTellWhatTheyHaveNotInCommonAndUnknownOnesStayUnknown() {
        Embedding embedding =
                Embedding.centred(new float[][] {{3, 4, 0, 0}, {3, -4, 0, 0}, {0, 0, 0, 0}, {0.06f, 0.08f, 0, 0}});
        assertThat(embedding.row(2)).containsOnly(0);
        for (double mean : embedding.middle()) {
            assertThat(mean).isEqualTo(0, within(1e-7));
        }
        // The first and the last point the same way.
        assertThat(embedding.row(0)[0]).isEqualTo(0, within(1e-6f));
        assertThat(embedding.row(0)[1]).isEqualTo(8f / 15, within(1e-6f));
        assertThat(embedding.row(3)[1]).isEqualTo(8f / 15, within(1e-6f));
        assertThat(embedding.row(1)[1]).isEqualTo(-16f / 15, within(1e-6f));
    }
}
