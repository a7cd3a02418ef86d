package io.corrsh.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KillTests {

    @TempDir
    Path directory;

    @Test
    @Timeout(120)
    void killedProcessLosesNothingAcknowledged() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LedgerWriter.class.getName(),
                            directory.toString(),
                            "round" + round)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader output = writer.inputReader()) {
                for (int lines = 0; lines < 30; lines++) {
                    acknowledged.add(output.readLine());
                }
                // Not through the process itself: that would close the pipe with what it still holds.
                writer.toHandle().destroyForcibly();
                output.lines().filter(line -> line.endsWith(LedgerWriter.END)).forEach(acknowledged::add);
            } finally {
                writer.destroyForcibly();
            }
            assertThat(writer.waitFor()).isEqualTo(128 + 9);
        }
        assertThat(acknowledged).doesNotContainNull();
        try (LuceneHammingIndex index = LuceneHammingIndex.open(
                directory, LedgerWriter.SPACE, LuceneIndexOptions.DEFAULT, IndexListener.NONE)) {
            for (String batch : acknowledged) {
                for (int i = 0; i < LedgerWriter.BATCH; i++) {
                    assertThat(index.get(batch.replace(LedgerWriter.END, "-") + i))
                            .as(batch)
                            .isPresent();
                }
            }
        }
        LuceneHammingIndexTests.verify(directory);
    }
}
