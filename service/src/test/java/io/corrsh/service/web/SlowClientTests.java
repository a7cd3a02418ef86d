package io.corrsh.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.ServiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Clients that hold a connection and do nothing with it. */
@ServiceTest("server.tomcat.connection-timeout=1s")
class SlowClientTests {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Api api;
    private final ConfigurableApplicationContext context;

    SlowClientTests(Api api, ConfigurableApplicationContext context) {
        this.api = api;
        this.context = context;
    }

    @Test
    void areToldThatTheBodyStoppedComing() throws IOException {
        try (Socket socket = connect()) {
            send(
                    socket,
                    "POST /encode HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 100\r\n\r\n{\"inp");
            assertThat(all(socket))
                    .startsWith("HTTP/1.1 408")
                    .contains("\"detail\":\"The body stopped coming after 5 bytes\"");
        }
        assertServes();
    }

    @Test
    void areLeftInTheMiddleOfTheHeaders() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "POST /encode HTTP/1.1\r\nHost: x\r\nX-Slow: ");
            assertThat(all(socket)).doesNotContain("200");
        }
        assertServes();
    }

    @Test
    void areLeftWhenTheyDoNotReadTheReply() throws Exception {
        long before = ended();
        String lines = "\"moon\"\n".repeat(40_000);
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new java.net.InetSocketAddress("127.0.0.1", port()));
            send(
                    socket,
                    "POST /encode?include=logits,probabilities HTTP/1.1\r\nHost: x\r\n"
                            + "Content-Type: application/x-ndjson\r\nContent-Length: " + lines.length() + "\r\n\r\n"
                            + lines);
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2 * PATIENCE_MILLIS);
            while (ended() == before && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            assertThat(ended())
                    .as("the request has ended though nobody read its reply")
                    .isGreaterThan(before);
            assertThat(length(socket)).as("bytes of about 50 MB").isLessThan(40_000_000);
        }
        assertServes();
    }

    /** The requests that streamed lines and have ended. */
    private long ended() {
        return context.getBean(MeterRegistry.class).find("http.server.requests").tag("uri", "/encode").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private void assertServes() {
        assertThat(api.post("/encode", "{\"inputs\":\"moon\"}").status()).isEqualTo(200);
    }

    private int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String all(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** How many bytes come before the connection ends, one way or another. */
    private static long length(Socket socket) {
        long length = 0;
        try {
            InputStream in = socket.getInputStream();
            byte[] bytes = new byte[1 << 16];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                length += read;
            }
        } catch (IOException e) {
            // The server has reset it.
        }
        return length;
    }
}
