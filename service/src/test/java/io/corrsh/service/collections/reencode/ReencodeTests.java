package io.corrsh.service.collections.reencode;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import io.corrsh.service.support.TestModels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@ServiceTest({"corrsh.models.served.small.path=${dir}/model-small", "corrsh.limits.expiry=1h"})
class ReencodeTests {

    private static final String PATH = "/collections/news";

    private final Api api;

    ReencodeTests(Api api) {
        this.api = api;
    }

    @BeforeEach
    void create() {
        assertThat(api.put(PATH, "{}").status()).isEqualTo(201);
    }

    @AfterEach
    void delete() {
        if (api.get(PATH + "/reencode").status() == 200) {
            api.delete(PATH + "/reencode");
        }
        assertThat(api.delete(PATH).status()).isEqualTo(204);
    }

    private void load(String prefix, int count) {
        String lines = IntStream.range(0, count)
                .mapToObj(i -> "{\"id\":\"%s%d\",\"text\":\"%s %s %s\",\"n\":%d}"
                        .formatted(prefix, i, word(i), word(i / 7), word(i / 31), i))
                .collect(Collectors.joining("\n"));
        Answer answer =
                api.postBytes(PATH + "/documents", "application/x-ndjson", lines.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("errors").booleanValue()).isFalse();
    }

    private static String word(int i) {
        return TestModels.WORDS.get(Math.floorMod(i, TestModels.WORDS.size()));
    }

    private JsonNode await() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            JsonNode job = api.get(PATH + "/reencode").json();
            if (!job.path("state").stringValue().equals("running")) {
                return job;
            }
            assertThat(System.nanoTime()).as(job.toString()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private String reencode(String model) {
        Answer answer = api.post(PATH + "/reencode", "{\"model\":\"%s\"}".formatted(model));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).hasValue(PATH + "/reencode");
        return answer.body();
    }

    @Test
    void allDocumentsGetCodesOfTheOtherModel() throws InterruptedException {
        load("d", 3000);
        assertThat(api.put(PATH + "/documents/unknown", "{\"text\":\"xyzzy\"}").status())
                .isEqualTo(201);
        reencode("small");
        JsonNode job = await();
        assertThat(job.path("state").stringValue()).as(job.toString()).isEqualTo("done");
        assertThat(job.path("done").intValue()).isEqualTo(3001);
        JsonNode state = api.get(PATH).json();
        assertThat(state.path("model").stringValue()).startsWith("small@");
        assertThat(state.path("documents").intValue()).isEqualTo(3001);
        assertThat(state.at("/previous/model").stringValue()).startsWith("test@");
        for (int i = 0; i < 3000; i += 371) {
            JsonNode document = api.get(PATH + "/documents/d" + i).json();
            String text = document.at("/document/text").stringValue();
            assertThat(document.at("/document/n").intValue()).isEqualTo(i);
            assertThat(document.path("bits").intValue()).isEqualTo(32);
            assertThat(document.path("code").stringValue())
                    .isEqualTo(api.post("/encode", "{\"inputs\":\"%s\",\"model\":\"small\"}".formatted(text))
                            .json()
                            .at("/data/0/code")
                            .stringValue());
        }
        assertThat(api.get(PATH + "/search?q=moon&filter=" + Api.encoded("n:[0 TO 99]"))
                        .json()
                        .at("/total/value")
                        .intValue())
                .isEqualTo(100);
        assertThat(api.get(PATH + "/documents/unknown").json().path("coded").booleanValue())
                .isFalse();
    }

    @Test
    void writesMeanwhileAreInTheNewGeneration() throws InterruptedException {
        load("d", 6000);
        AtomicBoolean over = new AtomicBoolean();
        List<Integer> written = new java.util.ArrayList<>();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; !over.get(); i++) {
                int n = i;
                assertThat(api.put(PATH + "/documents/w" + n, "{\"text\":\"%s %s\"}".formatted(word(n), word(n + 3)))
                                .status())
                        .isEqualTo(201);
                if (n % 3 == 0) {
                    assertThat(api.delete(PATH + "/documents/d" + n).status()).isEqualTo(204);
                }
                synchronized (written) {
                    written.add(n);
                }
            }
        });
        reencode("small");
        assertThat(api.delete(PATH + "/documents?filter=" + Api.encoded("n:[5990 TO 5999]"))
                        .json()
                        .path("deleted")
                        .intValue())
                .isEqualTo(10);
        JsonNode job = await();
        over.set(true);
        writer.join();
        assertThat(job.path("state").stringValue()).as(job.toString()).isEqualTo("done");
        int count = written.size();
        for (int n : written) {
            JsonNode document = api.get(PATH + "/documents/w" + n).json();
            assertThat(document.path("bits").intValue()).isEqualTo(32);
            if (n % 3 == 0) {
                assertThat(api.get(PATH + "/documents/d" + n).status()).isEqualTo(404);
            }
        }
        assertThat(api.get(PATH + "/documents/d5995").status()).isEqualTo(404);
        assertThat(api.get(PATH).json().path("documents").intValue()).isEqualTo(6000 - 10 + count - (count + 2) / 3);
    }

    @Test
    void aRollbackKeepsWhatWasWrittenSince() throws InterruptedException {
        load("d", 500);
        reencode("small");
        await();
        load("n", 50);
        api.delete(PATH + "/documents/d7");
        api.put(PATH + "/documents/d8", "{\"text\":\"church faith\"}");
        assertThat(api.post(PATH + "/rollback", "").status()).isEqualTo(202);
        JsonNode job = await();
        assertThat(job.path("state").stringValue()).as(job.toString()).isEqualTo("done");
        JsonNode state = api.get(PATH).json();
        assertThat(state.path("model").stringValue()).startsWith("test@");
        assertThat(state.path("documents").intValue()).isEqualTo(549);
        assertThat(state.at("/previous/model").stringValue()).startsWith("small@");
        JsonNode changed = api.get(PATH + "/documents/d8").json();
        assertThat(changed.at("/document/text").stringValue()).isEqualTo("church faith");
        assertThat(changed.path("bits").intValue()).isEqualTo(64);
        assertThat(api.delete(PATH + "/previous").status()).isEqualTo(204);
        assertThat(api.post(PATH + "/rollback", "").status()).isEqualTo(404);
    }

    @Test
    void documentsCutIntoPassagesStayCut() throws InterruptedException {
        String space = "space shuttle orbit launch moon rocket nasa satellite space orbit";
        String hockey = "hockey goal team season player game puck league hockey team";
        load("d", 500);
        for (String id : List.of("a", "b")) {
            assertThat(api.put(PATH + "/documents/" + id + "?passage_words=10", text(space + "\n" + hockey))
                            .status())
                    .isEqualTo(201);
        }
        String unknown = "xyzzy ".repeat(25);
        assertThat(api.put(PATH + "/documents/unknown?passage_words=10", text(unknown))
                        .status())
                .isEqualTo(201);
        JsonNode before = passage(hockey, "a");
        for (String model : List.of("small", "test")) {
            reencode(model);
            assertThat(await().path("state").stringValue()).isEqualTo("done");
            for (String id : List.of("a", "b")) {
                JsonNode hit = passage(hockey, id);
                assertThat(hit.path("distance").intValue()).isZero();
                assertThat(hit.path("passage")).isEqualTo(before.path("passage"));
                assertThat(passage(space, id).at("/passage/number").intValue()).isZero();
                assertThat(passage(space, id).path("distance").intValue()).isZero();
            }
            JsonNode state = api.get(PATH).json();
            assertThat(state.path("documents").intValue()).isEqualTo(503);
            assertThat(api.get(PATH + "/documents/unknown")
                            .json()
                            .at("/document/text")
                            .stringValue())
                    .isEqualTo(unknown);
            assertThat(api.get(PATH + "/search?q=moon&max_distance=" + state.path("bits") + "&k=1")
                            .json()
                            .at("/total/value")
                            .intValue())
                    .isEqualTo(502);
        }
        // What is written while the codes change, and in place of what was cut, holds too.
        reencode("small");
        api.put(PATH + "/documents/b", text(space));
        api.put(PATH + "/documents/c?passage_words=10", text(hockey + " " + space));
        await();
        assertThat(passage(space, "b").has("passage")).isFalse();
        assertThat(passage(hockey, "c").at("/passage/number").intValue()).isZero();
        assertThat(api.post(PATH + "/rollback", "").status()).isEqualTo(202);
        await();
        assertThat(passage(space, "b").has("passage")).isFalse();
        assertThat(passage(space, "c").at("/passage/number").intValue()).isEqualTo(1);
    }

    private static String text(String text) {
        return "{\"text\":\"%s\"}".formatted(text.replace("\n", "\\n"));
    }

    private JsonNode passage(String q, String id) {
        for (JsonNode hit :
                api.get(PATH + "/search?k=100&q=" + Api.encoded(q)).json().path("hits")) {
            if (hit.path("id").stringValue().equals(id)) {
                return hit;
            }
        }
        throw new AssertionError("'%s' was not found".formatted(id));
    }

    @Test
    void aCursorOfTheOldCodesIsToldToBeStale() throws InterruptedException {
        load("d", 100);
        String cursor =
                api.get(PATH + "/search?q=moon&k=5").json().path("next_cursor").stringValue();
        reencode("small");
        await();
        Answer stale = api.get(PATH + "/search?q=moon&k=5&cursor=" + cursor);
        assertThat(stale.status()).isEqualTo(410);
        assertThat(stale.json().path("error_type").stringValue()).isEqualTo("stale_cursor");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(api.post(PATH + "/reencode", "{}").status()).isEqualTo(400);
        assertThat(api.post(PATH + "/reencode", "{\"model\":\"nobody\"}").status())
                .isEqualTo(404);
        assertThat(api.post(PATH + "/reencode", "{\"model\":\"test\"}").status())
                .isEqualTo(409);
        assertThat(api.post(PATH + "/rollback", "").status()).isEqualTo(404);
        assertThat(api.delete(PATH + "/previous").status()).isEqualTo(404);
    }

    @Test
    void aCancelledChangeLeavesTheCodesAsTheyWere() {
        load("d", 20_000);
        reencode("small");
        Answer second = api.post(PATH + "/reencode", "{\"model\":\"small\"}");
        Answer deleted = api.delete(PATH);
        assertThat(api.delete(PATH + "/reencode").status()).isEqualTo(204);
        JsonNode state = api.get(PATH).json();
        assertThat(second.status()).as(second.body()).isEqualTo(409);
        assertThat(deleted.status()).as(deleted.body()).isEqualTo(409);
        assertThat(state.path("model").stringValue()).startsWith("test@");
        assertThat(state.path("jobs")).isEmpty();
        assertThat(state.path("documents").intValue()).isEqualTo(20_000);
    }
}
