package io.corrsh.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.lucene.IndexListener;
import io.corrsh.index.lucene.LuceneHammingIndex;
import io.corrsh.index.lucene.LuceneIndexOptions;
import io.corrsh.service.CorrshApplication;
import io.corrsh.service.cli.CorrshRunner.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IndexCommandTests {

    private static final CodeSpace SPACE = new CodeSpace("a@0123456789ab", 64);
    private static final int DOCUMENTS = 50;

    @TempDir
    private Path directory;

    private Path data;

    @BeforeEach
    void writeIndex() throws IOException {
        data = directory.resolve("data");
        try (LuceneHammingIndex index = open(data)) {
            List<Change> changes = IntStream.range(0, DOCUMENTS)
                    .<Change>mapToObj(i ->
                            new Change.Put(new IndexedDocument("id" + i, new long[] {i * 77L}, new byte[10], Map.of())))
                    .toList();
            index.apply(changes);
        }
    }

    private static LuceneHammingIndex open(Path data) throws IOException {
        return LuceneHammingIndex.open(data.resolve("index"), SPACE, LuceneIndexOptions.DEFAULT, IndexListener.NONE);
    }

    @Test
    void tellsOfAnIndexThatNothingIsWrongWithIt() {
        Outcome outcome = CorrshRunner.run("index", "check", "--json", "--data-dir", data.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode report = new JsonMapper().readTree(outcome.out());
        assertThat(report.path("model").stringValue()).isEqualTo(SPACE.model());
        assertThat(report.path("bits").intValue()).isEqualTo(64);
        assertThat(report.path("documents").intValue()).isEqualTo(DOCUMENTS);
        assertThat(report.path("problems").isEmpty()).isTrue();
        assertThat(CorrshRunner.run("index", "check", "--data-dir", data.toString())
                        .out())
                .startsWith("ok: 50 documents");
    }

    @Test
    void endsWithOneInAProcessOfItsOwnIfTheIndexIsDamaged() throws IOException, InterruptedException {
        try (Stream<Path> files = Files.list(data.resolve("index"))) {
            Path file = files.filter(each -> each.toString().endsWith(".cfs"))
                    .findFirst()
                    .orElseThrow();
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                bytes.seek(bytes.length() / 2);
                int old = bytes.read();
                bytes.seek(bytes.length() / 2);
                bytes.write(old ^ 1);
            }
        }
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CorrshApplication.class.getName(),
                        "index",
                        "check",
                        "--data-dir=" + data)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(1);
        assertThat(output).contains("problems: ").contains("checksum");
    }

    @Test
    void restoresWhatASnapshotKept() throws IOException {
        Path copy = directory.resolve("copy");
        Path other = directory.resolve("other");
        Outcome kept = CorrshRunner.run("index", "snapshot", "--data-dir", data.toString(), copy.toString());
        assertThat(kept.code()).as(kept.err()).isZero();
        Outcome restored = CorrshRunner.run("index", "restore", "--data-dir", other.toString(), copy.toString());
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(restored.out()).startsWith("50 documents");
        try (LuceneHammingIndex index = open(other)) {
            assertThat(index.get("id49")).isPresent();
        }
        Outcome again = CorrshRunner.run("index", "restore", "--data-dir", other.toString(), copy.toString());
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains(other.resolve("index").toString());
    }

    @Test
    void upgradesAnIndexAndSaysSo() {
        Outcome outcome = CorrshRunner.run("index", "upgrade", "--data-dir", data.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("current format");
    }

    @Test
    void keepsAwayFromAnIndexThatIsOpenAndFromNone() throws IOException {
        for (String command : List.of("check", "upgrade")) {
            try (LuceneHammingIndex index = open(data)) {
                Outcome outcome = CorrshRunner.run("index", command, "--data-dir", data.toString());
                assertThat(outcome.code()).isEqualTo(1);
                assertThat(outcome.err()).contains("stop it first");
                assertThat(index.get("id0")).isPresent();
            }
            Path none = directory.resolve("none");
            Outcome outcome = CorrshRunner.run("index", command, "--data-dir", none.toString());
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).contains("holds no index");
            assertThat(none).as("nothing is made by looking").doesNotExist();
        }
    }
}
