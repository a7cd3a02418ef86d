package io.corrsh.model.training.neighbours;

import static io.corrsh.model.training.sparse.Bags.bag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.training.scratch.Scratch;
import io.corrsh.model.training.sparse.Bags;
import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.Workers;
import java.io.IOException;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighbourGraphTests {

    private static final int VOCABULARY = 300;

    private final Scratch scratch = Scratch.onHeap();

    @Test
    void withoutCutsTheNeighboursAreThoseOfBruteForce() throws IOException {
        DocumentMatrix documents = documents(400, 7);
        try (Workers workers = new Workers(2)) {
            NeighbourGraph graph = NeighbourGraph.among(
                    documents, new NeighbourGraph.Settings(10, VOCABULARY, 400), workers, scratch, done -> {});
            for (int document = 0; document < documents.size(); document++) {
                assertThat(graph.neighbours(document, 10)).containsExactly(bruteForce(documents, document, 10));
            }
        }
    }

    @Test
    void withCutsMostNeighboursAreStillFound() throws IOException {
        DocumentMatrix documents = documents(600, 8);
        try (Workers workers = new Workers(2)) {
            NeighbourGraph graph = NeighbourGraph.among(
                    documents, new NeighbourGraph.Settings(10, 8, 60), workers, scratch, done -> {});
            long found = 0;
            for (int document = 0; document < documents.size(); document++) {
                int[] exact = bruteForce(documents, document, 10);
                found += IntStream.of(graph.neighbours(document, 10))
                        .filter(n -> IntStream.of(exact).anyMatch(e -> e == n))
                        .count();
            }
            assertThat(found / (10.0 * documents.size())).isGreaterThan(0.7);
        }
    }

    @Test
    void theCosinesStandBesideTheNeighbours() throws IOException {
        DocumentMatrix documents = documents(300, 9);
        try (Workers workers = new Workers(2)) {
            NeighbourGraph graph = NeighbourGraph.among(
                    documents, new NeighbourGraph.Settings(20, VOCABULARY, 300), workers, scratch, done -> {});
            for (int document = 0; document < documents.size(); document++) {
                float[] cosines = cosines(documents, document);
                for (int rank = 0; rank < graph.count(document); rank++) {
                    assertThat(graph.similarity(document, rank))
                            .isCloseTo(cosines[graph.neighbour(document, rank)], within(1e-5f));
                }
            }
        }
    }

    @Test
    void aDocumentIsNotItsOwnNeighbourAndOneThatSharesNoWordHasNone() throws IOException {
        DocumentMatrix documents = Bags.pairAndStranger();
        try (Workers workers = new Workers(1)) {
            NeighbourGraph graph = NeighbourGraph.among(
                    documents, new NeighbourGraph.Settings(5, 10, 10), workers, scratch, done -> {});
            assertThat(graph.neighbours(0, 5)).containsExactly(1);
            assertThat(graph.neighbours(1, 5)).containsExactly(0);
            assertThat(graph.count(2)).isZero();
        }
    }

    @Test
    void aWordOfAllDocumentsLetsEachFindAllOthers() throws IOException {
        DocumentMatrix.Builder documents = DocumentMatrix.builder(4);
        for (int i = 0; i < 5; i++) {
            documents.add(bag(1, 2));
        }
        try (Workers workers = new Workers(1)) {
            NeighbourGraph graph = NeighbourGraph.among(
                    documents.build(), new NeighbourGraph.Settings(9, 10, 10), workers, scratch, done -> {});
            assertThat(graph.neighbours(2, 9)).containsExactly(0, 1, 3, 4);
        }
    }

    @Test
    void queriesFindTheirCopiesAmongOtherDocuments() throws IOException {
        DocumentMatrix documents = documents(50, 9);
        DocumentMatrix queries = DocumentMatrix.builder(VOCABULARY)
                .add(documents, 17)
                .add(documents, 3)
                .build();
        try (Workers workers = new Workers(1)) {
            NeighbourGraph graph =
                    NeighbourGraph.of(queries, documents, new NeighbourGraph.Settings(1, 100, 100), workers, scratch);
            assertThat(graph.neighbour(0, 0)).isEqualTo(17);
            assertThat(graph.neighbour(1, 0)).isEqualTo(3);
        }
    }

    private static DocumentMatrix documents(int size, long seed) {
        Random random = new Random(seed);
        DocumentMatrix.Builder builder = DocumentMatrix.builder(VOCABULARY);
        for (int i = 0; i < size; i++) {
            int[] words = random.ints(0, VOCABULARY)
                    .map(w -> w * w / VOCABULARY)
                    .distinct()
                    .limit(5 + random.nextInt(30))
                    .sorted()
                    .toArray();
            float[] weights = new float[words.length];
            double square = 0;
            for (int j = 0; j < words.length; j++) {
                weights[j] = 0.1f + random.nextFloat();
                square += weights[j] * weights[j];
            }
            for (int j = 0; j < words.length; j++) {
                weights[j] /= (float) Math.sqrt(square);
            }
            builder.add(new BagOfWords(words, weights, words.length, 0));
        }
        return builder.build();
    }

    private static float[] cosines(DocumentMatrix documents, int document) {
        float[] query = new float[VOCABULARY];
        for (long i = documents.start(document); i < documents.start(document + 1); i++) {
            query[documents.word(i)] = documents.weight(i);
        }
        float[] scores = new float[documents.size()];
        for (int other = 0; other < documents.size(); other++) {
            for (long i = documents.start(other); i < documents.start(other + 1); i++) {
                scores[other] += documents.weight(i) * query[documents.word(i)];
            }
        }
        return scores;
    }

    private static int[] bruteForce(DocumentMatrix documents, int document, int nearest) {
        float[] scores = cosines(documents, document);
        return IntStream.range(0, documents.size())
                .filter(other -> other != document && scores[other] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer other) -> -scores[other])
                        .thenComparingInt(other -> other))
                .limit(nearest)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
