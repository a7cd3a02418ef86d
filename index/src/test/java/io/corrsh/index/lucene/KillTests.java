package io.corrsh.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTests {

    @TempDir
    Path directory;

    @TempDir
    Path temporary;

    private final List<String> acknowledged = new ArrayList<>();

    /** {@code -Dcorrsh.kills=200} kills more often. The killed process writes, merges, and joins the index with itself. */
    @Test
    void killedProcessLosesNothingAcknowledged() throws Exception {
        int rounds = Integer.getInteger("corrsh.kills", 2);
        long seed = Long.getLong("corrsh.seed", ThreadLocalRandom.current().nextLong());
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < rounds; round++) {
            String where = "-Dcorrsh.seed=%d, round %d".formatted(seed, round);
            // Between the first acknowledgement and some merges later.
            writeAndKill("round" + round, random.nextInt(1, 60), random.nextInt(30));
            check(where);
            checkLeftFiles(where);
        }
        LuceneHammingIndexTests.verify(directory);
    }

    private void writeAndKill(String prefix, int lines, int milliseconds) throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerWriter.class.getName(),
                        directory.toString(),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = writer.inputReader()) {
            for (int line = 0; line < lines; line++) {
                String batch = output.readLine();
                assertThat(batch).as("the writer ended by itself").isNotNull();
                acknowledged.add(batch);
            }
            Thread.sleep(milliseconds);
            // Not through the process itself: that would close the pipe with what it still holds.
            writer.toHandle().destroyForcibly();
            output.lines().filter(line -> line.endsWith(LedgerWriter.END)).forEach(acknowledged::add);
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor()).isEqualTo(128 + 9);
    }

    /** The pairs of a join have no name on disk; only the name of a file that was not opened yet can be left. */
    private void checkLeftFiles(String where) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).as(where).allSatisfy(file -> assertThat(file).isEmptyFile());
        }
    }

    private void check(String where) throws Exception {
        try (LuceneHammingIndex index = LuceneHammingIndex.open(
                directory, LedgerWriter.SPACE, LuceneIndexOptions.DEFAULT, IndexListener.NONE)) {
            for (String batch : acknowledged) {
                for (int i = 0; i < LedgerWriter.BATCH; i++) {
                    assertThat(index.get(batch.replace(LedgerWriter.END, "-") + i))
                            .as("%s: %s", where, batch)
                            .isPresent();
                }
            }
            assertThat(index.statistics().documents() % LedgerWriter.BATCH)
                    .as("%s: no batch is there in part", where)
                    .isZero();
            assertThat(index.check().problems()).as(where).isEmpty();
        }
    }
}
