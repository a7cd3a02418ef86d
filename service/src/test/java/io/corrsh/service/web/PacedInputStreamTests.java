package io.corrsh.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacedInputStreamTests {

    private final AtomicLong nanos = new AtomicLong();

    /** A body of which a byte comes each so many milliseconds. */
    private InputStream every(long millis) {
        return new InputStream() {
            @Override
            public int read() {
                nanos.addAndGet(millis * 1_000_000);
                return 'a';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                if (length == 0) {
                    return 0;
                }
                bytes[offset] = (byte) read();
                return 1;
            }
        };
    }

    @Test
    void letsGoOfAClientThatSendsAByteASecond() {
        PacedInputStream body = new PacedInputStream(every(1000), 240, nanos::get);
        assertThatThrownBy(body::readAllBytes)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.REQUEST_TIMEOUT))
                .hasMessage("The body must come with at least 240 bytes a second, got 11 bytes in 11.0 s");
    }

    @Test
    void staysWithOneThatIsSlowButFastEnough() throws IOException {
        PacedInputStream body = new PacedInputStream(every(4), 240, nanos::get);
        assertThat(body.readNBytes(20_000)).hasSize(20_000);
    }

    @Test
    void doesNotCountTheTimeThatNobodyReads() throws IOException {
        PacedInputStream body = new PacedInputStream(every(1), 240, nanos::get);
        for (int i = 0; i < 100; i++) {
            nanos.addAndGet(60_000_000_000L);
            assertThat(body.read()).isEqualTo('a');
        }
    }
}
