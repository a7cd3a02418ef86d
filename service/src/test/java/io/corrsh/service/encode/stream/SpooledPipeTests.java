package io.corrsh.service.encode.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpooledPipeTests {

    private static final long PLENTY = 1L << 30;

    @Test
    void givesBackWhatWasWrittenInItsOrderWhateverTheReadersPace() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int value) {
                seen.write(value);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (seen.size() % 7 == 0) {
                    Thread.yield();
                }
                seen.write(bytes, offset, length);
            }
        };
        try (SpooledPipe pipe = new SpooledPipe(PLENTY)) {
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> pipe.copyTo(slow));
            for (int i = 0; i < 400; i++) {
                byte[] bytes = new byte[random.nextInt(60_000)];
                random.nextBytes(bytes);
                expected.writeBytes(bytes);
                pipe.write(bytes);
            }
            pipe.end();
            reader.get(30, TimeUnit.SECONDS);
        }
        assertThat(seen.toByteArray()).as("seed %d", seed).isEqualTo(expected.toByteArray());
    }

    @Test
    void doesNotStopAWriterWhoseReaderWaits() throws Exception {
        CountDownLatch mayRead = new CountDownLatch(1);
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try (SpooledPipe pipe = new SpooledPipe(PLENTY)) {
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> pipe.copyTo(waiting(mayRead, seen)));
            for (int i = 0; i < 20; i++) {
                pipe.write(new byte[1 << 20]);
            }
            pipe.end();
            mayRead.countDown();
            reader.get(30, TimeUnit.SECONDS);
        }
        assertThat(seen.size()).isEqualTo(20 << 20);
    }

    @Test
    void stopsAWriterWhenTheFileIsFullUntilTheReaderGoesOn() throws Exception {
        CountDownLatch mayRead = new CountDownLatch(1);
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try (SpooledPipe pipe = new SpooledPipe(3 << 20)) {
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> pipe.copyTo(waiting(mayRead, seen)));
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 20; i++) {
                        pipe.write(new byte[1 << 20]);
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                } finally {
                    pipe.end();
                }
            });
            assertThatThrownBy(() -> writer.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            mayRead.countDown();
            writer.get(30, TimeUnit.SECONDS);
            reader.get(30, TimeUnit.SECONDS);
        }
        assertThat(seen.size()).isEqualTo(20 << 20);
    }

    @Test
    void tellsTheWriterThatTheReaderHasFailed() throws Exception {
        try (SpooledPipe pipe = new SpooledPipe(PLENTY)) {
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> pipe.copyTo(new OutputStream() {
                @Override
                public void write(int value) throws IOException {
                    throw new IOException("nobody reads");
                }
            }));
            pipe.write(new byte[10]);
            reader.get(30, TimeUnit.SECONDS);
            assertThatThrownBy(() -> pipe.write(new byte[10]))
                    .isInstanceOf(IOException.class)
                    .hasMessage("The reply cannot be sent: nobody reads");
        }
    }

    private static OutputStream waiting(CountDownLatch mayRead, OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                await(mayRead);
                out.write(value);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                await(mayRead);
                out.write(bytes, offset, length);
            }
        };
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
