package io.corrsh.service.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.corrsh.service.cli.console.CommandFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkClientTests {

    private static final String STORED = "{\"items\":[{\"line\":1,\"id\":\"a\",\"status\":201,\"coded\":true}]}";

    private HttpServer server;
    private Iterator<Integer> statuses;
    private int requests;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/base/documents", exchange -> {
            requests++;
            exchange.getRequestBody().readAllBytes();
            int status = statuses.next();
            byte[] body = (status == 200 ? STORED : "{\"detail\":\"not now\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksABusyServiceAgain() throws InterruptedException {
        assertThat(send(503, 429, 200).items()).containsExactly(new BulkClient.Item(1, 201, null));
        assertThat(requests).isEqualTo(3);
    }

    @Test
    void givesUpOnAServiceThatStaysBusy() {
        int[] busy = IntStream.generate(() -> 503).limit(100).toArray();
        assertThatThrownBy(() -> send(busy))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("the service refused lines with status 503 after 8 attempts: not now");
        assertThat(requests).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 500, 507})
    void doesNotRepeatWhatIsRefused(int status) {
        assertThatThrownBy(() -> send(status, 200))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("the service refused lines with status %d: not now".formatted(status));
        assertThat(requests).isEqualTo(1);
    }

    private BulkClient.Reply send(int... answers) throws InterruptedException {
        List<Integer> boxed = Arrays.stream(answers).boxed().toList();
        statuses = boxed.iterator();
        URI service = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base/");
        try (BulkClient client = new BulkClient(service, null)) {
            return client.send("{}".getBytes(StandardCharsets.UTF_8));
        }
    }
}
