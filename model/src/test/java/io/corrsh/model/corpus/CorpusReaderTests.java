package io.corrsh.model.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CorpusReaderTests {

    private final List<String> broken = new ArrayList<>();

    @Test
    void readsEveryFieldAndKeepsTheOthersAsPayload() throws IOException {
        List<CorpusDocument> documents = read("\uFEFF"
                + "{\"id\":\"1\",\"split\":\"test\",\"labels\":[\"a\",\"b\"],\"text\":\"Ünï\",\"year\":1993,\"x\":{\"y\":[null]}}\r\n"
                + "\n   \n{\"text\":\"t\",\"id\":\"2\",\"labels\":null}");
        assertThat(broken).isEmpty();
        assertThat(documents).hasSize(2);
        CorpusDocument first = documents.getFirst();
        assertThat(first.id()).isEqualTo("1");
        assertThat(first.text()).isEqualTo("Ünï");
        assertThat(first.labels()).containsExactly("a", "b");
        assertThat(first.split()).isEqualTo(Split.TEST);
        assertThat(first.payload()).containsOnlyKeys("year", "x").containsEntry("year", 1993);
        assertThat(documents.getLast().split()).isNull();
        assertThat(documents.getLast().labels()).isEmpty();
    }

    @Test
    void tellsEachBrokenLineAndReadsTheRest() throws IOException {
        String good = "{\"id\":\"%d\",\"text\":\"good\"}\n";
        List<CorpusDocument> documents = read(good.formatted(0)
                + "{\"id\":\"2\",\"text\":\n"
                + "[1]\n"
                + "{\"id\":3,\"text\":\"x\"}\n"
                + "{\"text\":\"x\"}\n"
                + "{\"id\":\" \",\"text\":\"x\"}\n"
                + "{\"id\":\"7\",\"text\":null}\n"
                + "{\"id\":\"8\",\"text\":\" \\n\"}\n"
                + "{\"id\":\"0\",\"text\":\"again\"}\n"
                + "{\"id\":\"" + "é".repeat(257) + "\",\"text\":\"x\"}\n"
                + "{\"id\":\"11\",\"text\":\"x\",\"labels\":\"a\"}\n"
                + "{\"id\":\"12\",\"text\":\"x\",\"labels\":[1]}\n"
                + "{\"id\":\"13\",\"text\":\"x\",\"split\":\"dev\"}\n"
                + "{\"id\":\"14\",\"text\":\"x\"} {}\n"
                + "{\"id\":\"15\",\"text\":\"x\",\"id\":\"16\"}\n"
                + "{\"id\":\"\\ud800\",\"text\":\"x\"}\n"
                + good.formatted(17)
                + "{\"id\":\"" + "é".repeat(256) + "\",\"text\":\"x\"}");
        assertThat(documents).extracting(CorpusDocument::id).containsExactly("0", "17", "é".repeat(256));
        assertThat(broken)
                .hasSize(15)
                .extracting(line -> line.split(":", 2)[0])
                .isEqualTo(Arrays.asList("2 3 4 5 6 7 8 9 10 11 12 13 14 15 16".split(" ")));
        assertThat(broken.get(0)).contains("is not valid JSON");
        assertThat(broken.subList(1, 13))
                .containsExactly(
                        "3: is not a JSON object",
                        "4: 'id' must be a string, got a number",
                        "5: 'id' is missing",
                        "6: 'id' must not be blank",
                        "7: 'text' must be a string, got null",
                        "8: 'text' must not be blank",
                        "9: 'id' must be unique, got '0' again",
                        "10: 'id' must have at most 512 bytes in UTF-8, got 514",
                        "11: 'labels' must be an array of strings, got a string",
                        "12: 'labels' must be an array of strings, got an array with a number",
                        "13: 'split' must be train, validation or test, got 'dev'",
                        broken.get(12));
        assertThat(broken.get(14)).isEqualTo("16: 'id' must be valid Unicode, got an unpaired surrogate");
    }

    @Test
    void tellsInvalidUtf8() throws IOException {
        byte[] bytes = "{\"id\":\"1\",\"text\":\"?\"}\n{\"id\":\"2\",\"text\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        bytes[18] = (byte) 0xFF;
        assertThat(read(bytes)).extracting(CorpusDocument::id).containsExactly("2");
        assertThat(broken).containsExactly("1: is not valid UTF-8 at byte 19");
    }

    @Test
    void leavesOutAnOverlongLine() throws IOException {
        String good = "{\"id\":\"%s\",\"text\":\"%s\"}\n";
        String content = good.formatted("1", "x".repeat(200_000))
                + good.formatted("2", "y".repeat(99_900))
                + good.formatted("3", "z".repeat(100_000))
                + good.formatted("4", "four");
        List<String> ids = new ArrayList<>();
        try (CorpusReader reader = new CorpusReader(
                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
                (line, reason) -> broken.add(line + ": " + reason),
                100_000)) {
            for (CorpusDocument document = reader.next(); document != null; document = reader.next()) {
                ids.add(document.id());
            }
        }
        assertThat(ids).containsExactly("2", "4");
        assertThat(broken).containsExactly("1: must have at most 100000 bytes", "3: must have at most 100000 bytes");
    }

    @Test
    void readsGzipInSeveralMembers() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(gzip("{\"id\":\"1\",\"text\":\"one\"}\n"));
        out.write(gzip("{\"id\":\"2\",\"text\":\"two\"}\n"));
        assertThat(read(out.toByteArray())).extracting(CorpusDocument::id).containsExactly("1", "2");
    }

    @Test
    void failsOnAGzipThatIsCutOff() throws IOException {
        byte[] whole = gzip("{\"id\":\"1\",\"text\":\"one\"}\n".repeat(1000));
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 9)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut off or damaged after line");
    }

    @Test
    void readsAnEmptyCorpus() throws IOException {
        assertThat(read("")).isEmpty();
        assertThat(read("{")).isEmpty();
        assertThat(broken).hasSize(1);
    }

    private List<CorpusDocument> read(String content) throws IOException {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    private List<CorpusDocument> read(byte[] content) throws IOException {
        broken.clear();
        List<CorpusDocument> documents = new ArrayList<>();
        try (CorpusReader reader = new CorpusReader(
                new ByteArrayInputStream(content), (line, reason) -> broken.add(line + ": " + reason))) {
            for (CorpusDocument document = reader.next(); document != null; document = reader.next()) {
                documents.add(document);
            }
            assertThat(reader.brokenLines()).isEqualTo(broken.size());
        }
        return documents;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
