package io.corrsh.model.training.places;

import static io.corrsh.model.training.sparse.Bags.ofNorm;
import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossFitTests {

    private static final int WIDTH = 64;

    private static final int SUBJECTS = 4;
    private static final int WORDS = 40;
    private static final int DOCUMENTS = 400;

    private final Random random = new Random(5);
    private final DocumentMatrix documents = documents();

    @Test
    void bringsADocumentInTheWrongPlaceBackToItsSubjectByItsWords() {
        float[][] places = places();
        int astray = 17;
        Arrays.fill(places[astray], 0);
        places[astray][(astray + 1) % SUBJECTS] = 1;
        try (Workers workers = new Workers(1)) {
            Embedding predicted = new CrossFit(documents, 1).predict(Embedding.normalised(places), workers);
            for (int document = 0; document < DOCUMENTS; document++) {
                assertThat(largest(predicted.row(document)))
                        .as("document %d", document)
                        .isEqualTo(document % SUBJECTS);
            }
        }
    }

    @Test
    void aDocumentsOwnPlaceHasNoPartInItsPrediction() {
        int changed = 42;
        float[][] other = places();
        other[changed][60] = 5;
        try (Workers workers = new Workers(2)) {
            CrossFit crossFit = new CrossFit(documents, 1);
            Embedding before = crossFit.predict(Embedding.normalised(places()), workers);
            Embedding after = crossFit.predict(Embedding.normalised(other), workers);
            assertThat(after.row(changed)).isEqualTo(before.row(changed));
            assertThat(after.cosine(changed, changed)).isBetween(0.999f, 1.001f);
        }
    }

    @Test
    void aDocumentOfUnknownWordsHasNoPlace() {
        DocumentMatrix strange = DocumentMatrix.builder(3)
                .add(ofNorm(9, 0))
                .add(ofNorm(9, 0))
                .add(ofNorm(9))
                .build();
        float[][] places = new float[3][WIDTH];
        places[0][1] = 1;
        places[1][1] = 1;
        try (Workers workers = new Workers(1)) {
            Embedding predicted = new CrossFit(strange, 1).predict(Embedding.normalised(places), workers);
            assertThat(predicted.row(2)).containsOnly(0);
        }
    }

    @Test
    void theRidgeIsTheLargestThatStillExplainsMostOfThePlaces() {
        CrossFit chosen = CrossFit.of(documents, Embedding.normalised(places()));
        assertThat(chosen.ridge()).isBetween(1f, 32f);
        float[][] noise = new float[DOCUMENTS][WIDTH];
        Random numbers = new Random(6);
        for (float[] row : noise) {
            row[numbers.nextInt(WIDTH)] = 1;
        }
        // Places that words do not tell are explained best by nothing.
        assertThat(CrossFit.of(documents, Embedding.normalised(noise)).ridge()).isGreaterThan(chosen.ridge());
    }

    @Test
    void theWordsCoefficientsPredictWhatAllDocumentsSay() {
        float[] words = new CrossFit(documents, 1).words(Embedding.normalised(places()));
        for (int word = 0; word < WORDS; word++) {
            float[] place = Arrays.copyOfRange(words, word * WIDTH, (word + 1) * WIDTH);
            assertThat(largest(place)).as("word %d", word).isEqualTo(word / 10);
        }
    }

    @Test
    void theWordsCoefficientsPutDocumentsAsFarOutAsTheirPlaces() {
        float[] words = new CrossFit(documents, 32).words(Embedding.normalised(places()));
        double squares = 0;
        for (int document = 0; document < DOCUMENTS; document++) {
            double[] place = new double[WIDTH];
            for (long i = documents.start(document); i < documents.start(document + 1); i++) {
                for (int j = 0; j < WIDTH; j++) {
                    place[j] += documents.weight(i) / 9 * words[documents.word(i) * WIDTH + j];
                }
            }
            squares += Arrays.stream(place).map(value -> value * value).sum();
        }
        assertThat(squares / DOCUMENTS).isBetween(0.999, 1.001);
    }

    private static float[][] places() {
        float[][] places = new float[DOCUMENTS][WIDTH];
        for (int document = 0; document < DOCUMENTS; document++) {
            places[document][document % SUBJECTS] = 1;
        }
        return places;
    }

    /** Each of a subject's ten words or not, and two words of any subject. */
    private DocumentMatrix documents() {
        DocumentMatrix.Builder builder = DocumentMatrix.builder(WORDS);
        for (int document = 0; document < DOCUMENTS; document++) {
            int subject = document % SUBJECTS;
            builder.add(
                    bag(random.ints(6, 10 * subject, 10 * subject + 10).boxed().toList(), random.nextInt(WORDS)));
        }
        return builder.build();
    }

    private static BagOfWords bag(List<Integer> words, int other) {
        return ofNorm(
                9,
                IntStream.concat(words.stream().mapToInt(word -> word), IntStream.of(other))
                        .distinct()
                        .sorted()
                        .toArray());
    }

    private static int largest(float[] row) {
        int largest = 0;
        for (int i = 1; i < row.length; i++) {
            largest = row[i] > row[largest] ? i : largest;
        }
        return largest;
    }
}
