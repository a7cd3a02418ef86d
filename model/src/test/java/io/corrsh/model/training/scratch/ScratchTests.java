package io.corrsh.model.training.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTests {

    @TempDir
    private Path directory;

    @Test
    void writtenPairsAreReadBackFromDiskAndFromTheHeap() throws IOException {
        try (Scratch onDisk = Scratch.in(directory);
                Scratch onHeap = Scratch.onHeap()) {
            for (Scratch scratch : new Scratch[] {onDisk, onHeap}) {
                PairWriter writer = scratch.writer();
                int size = 20_000; // more than a buffer
                for (int i = 0; i < size; i++) {
                    writer.add(i - 10_000, 0.5f * i - 7);
                }
                assertThat(writer.size()).isEqualTo(size);
                Pairs pairs = writer.finish();
                assertThat(pairs.size()).isEqualTo(size);
                for (int i = 0; i < size; i++) {
                    assertThat(pairs.number(i)).isEqualTo(i - 10_000);
                    assertThat(pairs.value(i)).isEqualTo(0.5f * i - 7);
                }
            }
        }
    }

    @Test
    void reservedPairsAreZerosUntilTheyAreSet() throws IOException {
        try (Scratch scratch = Scratch.in(directory)) {
            Pairs pairs = scratch.pairs(300_000);
            pairs.set(299_999, -1, -0.0f);
            assertThat(pairs.number(0)).isZero();
            assertThat(pairs.value(299_998)).isZero();
            assertThat(pairs.number(299_999)).isEqualTo(-1);
            assertThat(Float.floatToRawIntBits(pairs.value(299_999))).isEqualTo(0x8000_0000);
        }
    }

    @Test
    void noPairsAreNoFile() throws IOException {
        try (Scratch scratch = Scratch.in(directory)) {
            assertThat(scratch.pairs(0).size()).isZero();
            assertThat(scratch.writer().finish().size()).isZero();
        }
    }

    @Test
    void closedPairsAreGoneAndSoAreThoseOfAClosedScratch() throws IOException {
        Pairs early;
        Pairs late;
        try (Scratch scratch = Scratch.in(directory)) {
            early = scratch.pairs(10);
            late = scratch.pairs(10);
            scratch.writer().add(1, 1); // never finished
            early.close();
            early.close();
            assertThat(late.number(9)).isZero();
        }
        assertThatIllegalStateException().isThrownBy(() -> early.number(0));
        assertThatIllegalStateException().isThrownBy(() -> late.number(0));
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void anInterruptIsNotTakenForAFullDisk() throws IOException {
        try (Scratch scratch = Scratch.in(directory)) {
            Thread.currentThread().interrupt();
            assertThatIOException().isThrownBy(() -> scratch.pairs(10)).isInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
