package io.corrsh.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ChildService;
import io.corrsh.service.support.TestModels;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scrape sees of a process that starts, and of one that ends while it still answers somebody: all of it or nothing. */
class ScrapeTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HEAD =
            "POST /documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";

    @TempDir
    private Path directory;

    @Test
    void aScrapeDuringStartAndShutdownIsWholeOrRefused() throws Exception {
        Path model = directory.resolve("model");
        TestModels.write(model);
        try (ChildService service = ChildService.launch(directory, model)) {
            List<Answer> early = new ArrayList<>();
            await(() -> scraped(service, early));
            service.awaitReady();
            Answer whole = service.api().get("/actuator/prometheus");
            assertThat(names(whole)).contains("corrsh_ready", "corrsh_index_documents", "corrsh_encode_inputs_total");
            assertThat(early).allSatisfy(answer -> assertWhole(answer, names(whole)));

            List<Answer> late = new ArrayList<>();
            try (Socket slow = new Socket("127.0.0.1", service.port())) {
                OutputStream body = slow.getOutputStream();
                send(body, HEAD + chunk("{\"id\":\"slow\",\"text\":\"moon rocket\"}\n"));
                await(() -> service.api()
                        .get("/actuator/prometheus")
                        .body()
                        .contains("http_server_requests_active{method=\"POST\"} 1.0"));
                CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> terminate(service));
                await(() -> !scraped(service, late));
                send(body, chunk("{\"id\":\"last\",\"text\":\"moon orbit\"}\n") + "0\r\n\r\n");
                String reply = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(reply).startsWith("HTTP/1.1 200").contains("\"slow\"", "\"last\"");
                assertThat(end.get()).isEqualTo(143);
            }
            assertThat(late).allSatisfy(answer -> assertWhole(answer, names(whole)));
        }
    }

    private static void assertWhole(Answer answer, Set<String> names) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(names(answer)).containsAll(names);
    }

    /** The names of our own metrics. */
    private static Set<String> names(Answer scrape) {
        return scrape.body()
                .lines()
                .filter(line -> line.startsWith("corrsh_"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }

    /** Scrapes once; false if no connection is taken. */
    private static boolean scraped(ChildService service, List<Answer> answers) {
        try {
            answers.add(service.api().with("Accept", "text/plain").get("/actuator/prometheus"));
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    private static int terminate(ChildService service) {
        try {
            return service.terminate();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String chunk(String line) {
        return "%x\r\n%s\r\n".formatted(line.length(), line);
    }

    private static void send(OutputStream body, String text) throws IOException {
        body.write(text.getBytes(StandardCharsets.US_ASCII));
        body.flush();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the wait is over in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
