package io.corrsh.service.cli.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasureTests {

    @TempDir
    Path directory;

    @Test
    void aPerfectListHasAllOfBoth() {
        assertThat(Measure.of(List.of("a", "b", "x"), Set.of("a", "b"))).isEqualTo(new Measure(1, 1));
    }

    @Test
    void laterPlacesCountLess() {
        // 1 / log2(3) of 1, and one of two relevant documents at the third place of 1 + 1 / log2(3).
        assertThat(Measure.of(List.of("x", "a"), Set.of("a")).ndcg()).isCloseTo(0.63093, within(1e-5));
        assertThat(Measure.of(List.of("x", "y", "a"), Set.of("a", "b")).ndcg()).isCloseTo(0.30657, within(1e-5));
        assertThat(Measure.of(List.of("x", "y", "a"), Set.of("a", "b")).recall())
                .isEqualTo(0.5);
    }

    @Test
    void placesBeyondTheLastDoNotCount() {
        List<String> found =
                IntStream.rangeClosed(1, 200).mapToObj(Integer::toString).toList();
        assertThat(Measure.of(found, Set.of("11"))).isEqualTo(new Measure(0, 1));
        assertThat(Measure.of(found, Set.of("101"))).isEqualTo(new Measure(0, 0));
        assertThat(Measure.of(List.of(), Set.of("101"))).isEqualTo(new Measure(0, 0));
    }

    @Test
    void tellsTheMeanDifferenceAndItsStandardError() {
        List<Measure> words = List.of(new Measure(0.5, 1), new Measure(0.5, 1));
        RetrievalResult.System system =
                RetrievalResult.System.of("s", List.of(new Measure(0.7, 1), new Measure(0.5, 0)), words);
        assertThat(system.ndcg10()).isCloseTo(0.6, within(1e-9));
        assertThat(system.recall100()).isEqualTo(0.5);
        assertThat(system.overWords()).isCloseTo(0.1, within(1e-9));
        assertThat(system.standardError()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void readsJudgements() throws IOException {
        Path file = Files.writeString(
                directory.resolve("qrels.tsv"),
                "query-id\tcorpus-id\tscore\tsplit\nq1\td1\t1\ttest\nq1\td2\t0\ttest\nq2\td1\t2\ttest\n");
        Judgements judgements = Judgements.read(file);
        assertThat(judgements.of("q1")).containsExactly("d1");
        assertThat(judgements.of("q2")).containsExactly("d1");
        assertThat(judgements.of("q3")).isEmpty();
    }

    @Test
    void saysWhichLineIsNoJudgement() throws IOException {
        Path file = Files.writeString(directory.resolve("qrels.tsv"), "query\tdocument\tscore\nq1\td1\tgood\n");
        assertThatThrownBy(() -> Judgements.read(file))
                .hasMessage(
                        "line 2 must be a query, a document and a whole number with tabs between, got 'q1\td1\tgood'");
    }
}
