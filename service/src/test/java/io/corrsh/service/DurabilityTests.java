package io.corrsh.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.ChildService;
import io.corrsh.service.support.TestModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DurabilityTests {

    private static final int BATCH = 40;

    @TempDir
    private Path directory;

    @Test
    void everyAcknowledgedDocumentSurvivesKillAndTermination() throws IOException, InterruptedException {
        Path model = directory.resolve("model");
        TestModels.write(model);
        List<String> acknowledged = new ArrayList<>();
        try (ChildService service = ChildService.start(directory, model)) {
            acknowledged.addAll(load(service, "killed", () -> service.kill()));
        }
        try (ChildService service = ChildService.start(directory, model)) {
            assertAllFound(service.api(), acknowledged);
            acknowledged.addAll(load(
                    service,
                    "terminated",
                    () -> assertThat(service.terminate())
                            .as("exit code of a process that was asked to end")
                            .isEqualTo(143)));
        }
        try (ChildService service = ChildService.start(directory, model)) {
            assertAllFound(service.api(), acknowledged);
        }
    }

    @Test
    void aWriteThatFailsIsToldAndLosesNothingElse() throws IOException, InterruptedException {
        Path model = directory.resolve("model");
        TestModels.write(model);
        byte[] noise = new byte[8 << 20];
        new Random(5).nextBytes(noise);
        String large = "{\"text\":\"moon %s\"}".formatted(Base64.getEncoder().encodeToString(noise));
        try (ChildService service = ChildService.startWithSmallFiles(directory, model)) {
            assertThat(service.api()
                            .put("/documents/before", "{\"text\":\"moon rocket\"}")
                            .status())
                    .isEqualTo(201);
            Api.Answer refused = service.api().put("/documents/large", large);
            assertThat(refused.status()).as(refused.body()).isEqualTo(507);
            assertThat(refused.json().path("error_type").stringValue()).isEqualTo("index_write");
            assertThat(service.api()
                            .get("/search?q=moon")
                            .json()
                            .at("/hits/0/id")
                            .stringValue())
                    .isEqualTo("before");
            assertThat(service.api()
                            .put("/documents/after", "{\"text\":\"moon orbit\"}")
                            .status())
                    .isEqualTo(201);
            assertThat(service.terminate()).isEqualTo(143);
        }
        try (ChildService service = ChildService.start(directory, model)) {
            assertAllFound(service.api(), List.of("before", "after"));
            assertThat(service.api().get("/documents/large").status()).isEqualTo(404);
        }
    }

    /** Loads batch after batch, ends the service in the midst of it, and says what had been acknowledged. */
    private static List<String> load(ChildService service, String prefix, End end)
            throws IOException, InterruptedException {
        List<String> acknowledged = new ArrayList<>();
        AtomicBoolean ended = new AtomicBoolean();
        Thread loader = Thread.ofPlatform().start(() -> {
            for (int batch = 0; !ended.get(); batch++) {
                JsonNode reply;
                try {
                    reply = service.api().bulk(lines(prefix, batch)).json();
                } catch (AssertionError e) {
                    return; // the connection broke: this batch was not acknowledged
                }
                synchronized (acknowledged) {
                    reply.path("items")
                            .forEach(item -> acknowledged.add(item.path("id").stringValue()));
                    acknowledged.notifyAll();
                }
            }
        });
        synchronized (acknowledged) {
            while (acknowledged.size() < 5 * BATCH && loader.isAlive()) {
                acknowledged.wait(1000);
            }
        }
        end.run();
        ended.set(true);
        loader.join();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(5 * BATCH);
        return acknowledged;
    }

    private static String[] lines(String prefix, int batch) {
        return IntStream.range(0, BATCH)
                .mapToObj(i -> "{\"id\":\"%s-%d-%d\",\"text\":\"%s %s\"}"
                        .formatted(
                                prefix,
                                batch,
                                i,
                                TestModels.WORDS.get(batch % TestModels.WORDS.size()),
                                TestModels.WORDS.get(i % TestModels.WORDS.size())))
                .toArray(String[]::new);
    }

    private static void assertAllFound(Api api, List<String> ids) {
        for (String id : ids) {
            assertThat(api.get("/documents/" + id).status()).as(id).isEqualTo(200);
        }
        assertThat(api.get("/info").json().path("documents").intValue()).isGreaterThanOrEqualTo(ids.size());
        JsonNode found = api.get("/documents/" + ids.getLast()).json();
        String text = found.at("/document/text").stringValue();
        assertThat(api.get("/search?k=1&q=" + Api.encoded(text))
                        .json()
                        .at("/hits/0/distance")
                        .intValue())
                .isZero();
    }

    @FunctionalInterface
    private interface End {
        void run() throws InterruptedException;
    }
}
