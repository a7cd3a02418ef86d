package io.corrsh.model.training.places;

import static io.corrsh.model.training.sparse.Bags.bag;
import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.model.training.sparse.DocumentMatrix;
import org.junit.jupiter.api.Test;

class WordWeightsTests {

    private static final int WIDTH = 64;

    private static final int DOCUMENTS = 200;
    private static final int EVERYWHERE = 0;
    private static final int OF_ONE_SUBJECT = 1;
    private static final int ONCE = 2;

    @Test
    void aWordOfOneSubjectTellsMoreThanOneOfAllOrOneThatOccursOnce() {
        DocumentMatrix.Builder documents = DocumentMatrix.builder(4);
        float[][] places = new float[DOCUMENTS][WIDTH];
        for (int document = 0; document < DOCUMENTS; document++) {
            boolean first = document % 2 == 0;
            places[document][first ? 3 : 5] = 1;
            documents.add(
                    document == 7 ? bag(EVERYWHERE, ONCE) : first ? bag(EVERYWHERE, OF_ONE_SUBJECT) : bag(EVERYWHERE));
        }
        float[] weights = WordWeights.of(documents.build(), Embedding.normalised(places));
        // Seen from the middle of two orthogonal places of norm 1, the product of a place with itself is 1/2.
        assertThat(weights[OF_ONE_SUBJECT]).isBetween(0.65f, 0.75f);
        assertThat(weights[EVERYWHERE]).isBetween(0.09f, 0.12f);
        assertThat(weights[ONCE]).isBetween(0.09f, 0.12f);
        assertThat(weights[3]).as("a word of no document").isBetween(0.09f, 0.12f);
    }
}
