package io.corrsh.model.training.places;

import static io.corrsh.model.training.sparse.Bags.bag;
import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.model.training.neighbours.NeighbourGraph;
import io.corrsh.model.training.scratch.Scratch;
import io.corrsh.model.training.sparse.Bags;
import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.Workers;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighbourRoundsTests {

    @Test
    void roundsFindDocumentsOfTheSameSubjectThatShareNoWord() throws IOException {
        // Two subjects, each a ring of twelve documents of which only those side by side share a word.
        DocumentMatrix.Builder rings = DocumentMatrix.builder(24);
        for (int document = 0; document < 24; document++) {
            int ring = document / 12 * 12;
            int[] words = {document, ring + (document + 1) % 12};
            Arrays.sort(words);
            rings.add(bag(words));
        }
        DocumentMatrix documents = rings.build();
        try (Workers workers = new Workers(2)) {
            NeighbourGraph graph = NeighbourGraph.among(
                    documents, new NeighbourGraph.Settings(6, 24, 24), workers, Scratch.onHeap(), done -> {});
            NeighbourGraph refined = new NeighbourRounds(graph, documents, workers, done -> {}).next();
            for (int document = 0; document < documents.size(); document++) {
                int ring = document / 12 * 12;
                int place = document - ring;
                Integer[] around = IntStream.of(1, 2, 10, 11)
                        .mapToObj(far -> ring + (place + far) % 12)
                        .toArray(Integer[]::new);
                assertThat(graph.count(document)).isEqualTo(2);
                assertThat(IntStream.of(refined.neighbours(document, 6)).boxed())
                        .containsExactlyInAnyOrder(around);
                for (int rank = 0; rank < 4; rank++) {
                    assertThat(refined.similarity(document, rank)).isBetween(-1f, 1.001f);
                }
            }
        }
    }

    @Test
    void theyDoNotDependOnTheNumberOfThreads() throws IOException {
        DocumentMatrix documents = documents(600, 10);
        int[][] found = new int[2][];
        for (int threads = 1; threads <= 2; threads++) {
            try (Workers workers = new Workers(threads)) {
                NeighbourGraph graph = refined(documents, new NeighbourGraph.Settings(10, 20, 600), workers);
                found[threads - 1] = IntStream.range(0, documents.size())
                        .flatMap(document -> IntStream.of(graph.neighbours(document, 10)))
                        .toArray();
            }
        }
        assertThat(found[1]).isEqualTo(found[0]);
    }

    @Test
    void aDocumentWithoutNeighboursGetsNoneByRounds() throws IOException {
        DocumentMatrix documents = Bags.pairAndStranger();
        try (Workers workers = new Workers(1)) {
            NeighbourGraph graph = refined(documents, new NeighbourGraph.Settings(5, 10, 10), workers);
            assertThat(graph.neighbours(0, 5)).containsExactly(1);
            assertThat(graph.count(2)).isZero();
        }
    }

    private static NeighbourGraph refined(DocumentMatrix documents, NeighbourGraph.Settings settings, Workers workers)
            throws IOException {
        NeighbourGraph byWords = NeighbourGraph.among(documents, settings, workers, Scratch.onHeap(), done -> {});
        NeighbourRounds rounds = new NeighbourRounds(byWords, documents, workers, done -> {});
        rounds.next();
        return rounds.next();
    }

    private static DocumentMatrix documents(int size, long seed) {
        Random random = new Random(seed);
        DocumentMatrix.Builder builder = DocumentMatrix.builder(300);
        for (int i = 0; i < size; i++) {
            builder.add(bag(random.ints(0, 300)
                    .map(word -> word * word / 300)
                    .distinct()
                    .limit(5 + random.nextInt(30))
                    .sorted()
                    .toArray()));
        }
        return builder.build();
    }
}
