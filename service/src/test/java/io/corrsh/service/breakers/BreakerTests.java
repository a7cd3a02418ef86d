package io.corrsh.service.breakers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.service.problems.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class BreakerTests {

    @TempDir
    Path directory;

    private double used = 0.5;

    @Test
    void theDiskBreakerOpensWhereThereIsLittleRoom() throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        assertThatCode(() -> new DiskBreaker(directory, DataSize.ofBytes(free / 2)).check())
                .doesNotThrowAnyException();
        DiskBreaker full = new DiskBreaker(directory.resolve("not/yet"), DataSize.ofTerabytes(1 << 20));
        assertThat(full.isOpen()).isTrue();
        assertThatThrownBy(full::check)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("corrsh.breakers.disk-free");
    }

    @Test
    void theDiskBreakerClosesWhenThereIsRoomAgain() throws IOException, InterruptedException {
        Path mount = Files.createDirectory(directory.resolve("small"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", mount.toString()),
                "a small file system cannot be mounted here: that takes the rights of root");
        try {
            DiskBreaker breaker = new DiskBreaker(mount, DataSize.ofMegabytes(4));
            assertThat(breaker.isOpen()).isFalse();
            Path file = Files.write(mount.resolve("file"), new byte[6 << 20]);
            assertThat(breaker.isOpen()).isTrue();
            assertThatThrownBy(breaker::check).isInstanceOf(ProblemException.class);
            Files.delete(file);
            assertThat(breaker.isOpen()).isFalse();
            breaker.check();
        } finally {
            assertThat(run("umount", mount.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void theHeapBreakerHasGarbageCollectedBeforeItOpens() {
        HeapBreaker breaker = new HeapBreaker(() -> used, () -> used = 0.6, 0.9);
        breaker.check();
        used = 0.95;
        breaker.check();
        assertThat(used).isEqualTo(0.6);
    }

    @Test
    void theHeapBreakerOpensAndClosesWithWhatIsInUse() {
        AtomicInteger collections = new AtomicInteger();
        HeapBreaker breaker = new HeapBreaker(() -> used, collections::incrementAndGet, 0.9);
        used = 0.95;
        assertThatThrownBy(breaker::check)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("95 % of the heap is in use, 'corrsh.breakers.heap' allows 90 %");
        assertThat(collections).hasValue(1);
        used = 0.89;
        assertThat(breaker.isOpen()).isFalse();
        breaker.check();
        assertThat(collections).hasValue(1);
    }
}
