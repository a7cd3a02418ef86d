package io.corrsh.service.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Versions and conditions, time limits, deletes by filter, and documents like others. */
@ServiceTest("corrsh.limits.expiry=50ms")
class LifeCycleTests {

    private final Api api;

    LifeCycleTests(Api api) {
        this.api = api;
    }

    private static String tag(Answer answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void aVersionIsThatOfTheContent() {
        Answer first = api.put("/documents/v1", "{\"text\":\"moon\"}");
        Answer again = api.put("/documents/v1", "{\"text\":\"moon\"}");
        Answer other = api.put("/documents/v1", "{\"text\":\"rocket\"}");
        assertThat(tag(again)).isEqualTo(tag(first));
        assertThat(tag(other)).isNotEqualTo(tag(first));
        assertThat(tag(other))
                .isEqualTo("\"%s\"".formatted(other.json().path("version").stringValue()));
        assertThat(tag(api.get("/documents/v1"))).isEqualTo(tag(other));
        assertThat(api.with("If-None-Match", tag(other)).get("/documents/v1").status())
                .isEqualTo(304);
    }

    @Test
    void aWriteWithAnOldVersionIsRefused() {
        String first = tag(api.put("/documents/v2", "{\"text\":\"moon\"}"));
        String second = tag(api.with("If-Match", first).put("/documents/v2", "{\"text\":\"rocket\"}"));
        Answer late = api.with("If-Match", first).put("/documents/v2", "{\"text\":\"hockey\"}");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().path("error_type").stringValue()).isEqualTo("precondition_failed");
        assertThat(late.json().path("detail").stringValue()).contains("v2", second.replace("\"", ""));
        assertThat(api.with("If-Match", first).delete("/documents/v2").status()).isEqualTo(412);
        assertThat(api.with("If-Match", "\"x\", " + second)
                        .delete("/documents/v2")
                        .status())
                .isEqualTo(204);
        assertThat(api.with("If-Match", "*")
                        .put("/documents/v2", "{\"text\":\"moon\"}")
                        .status())
                .isEqualTo(412);
        assertThat(api.with("If-None-Match", "*")
                        .put("/documents/v2", "{\"text\":\"moon\"}")
                        .status())
                .isEqualTo(201);
        assertThat(api.with("If-None-Match", "*")
                        .post("/documents", "{\"id\":\"v2\",\"text\":\"moon\"}")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void ofManyWhoChangeOneVersionOneWins() throws Exception {
        String version = tag(api.put("/documents/v3", "{\"text\":\"moon\"}"));
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> writes = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                String body = "{\"text\":\"rocket\",\"n\":%d}".formatted(i);
                writes.add(() ->
                        api.with("If-Match", version).put("/documents/v3", body).status());
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> write : threads.invokeAll(writes)) {
                statuses.add(write.get());
            }
            assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
        }
    }

    @Test
    void tellsWhetherADocumentExists() {
        api.put("/documents/head%20me", "{\"text\":\"moon\"}");
        Answer head = api.send("HEAD", "/documents/head%20me", "", BodyPublishers.noBody());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(tag(head)).isEqualTo(tag(api.get("/documents/head%20me")));
        assertThat(api.send("HEAD", "/documents/nobody", "", BodyPublishers.noBody())
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "wait", "false"})
    void whateverIsSaidOfRefreshAWriteIsSeen(String refresh) {
        String id = "refresh-" + refresh;
        assertThat(api.put("/documents/" + id + "?refresh=" + refresh, "{\"text\":\"moon\"}")
                        .status())
                .isEqualTo(201);
        assertThat(api.get("/search?q=moon&k=1000&fields=id").body()).contains(id);
        assertThat(api.delete("/documents/" + id + "?refresh=" + refresh).status())
                .isEqualTo(204);
        assertThat(api.put("/documents/x?refresh=later", "{\"text\":\"moon\"}").status())
                .isEqualTo(400);
    }

    @Test
    void aDocumentIsGoneWhenItsTimeIsOver() throws InterruptedException {
        assertThat(api.put("/documents/gone", "{\"text\":\"moon\",\"expires_at\":\"2001-01-01\"}")
                        .status())
                .isEqualTo(201);
        assertThat(api.get("/documents/gone").status()).isEqualTo(404);
        assertThat(api.put("/documents/later", "{\"text\":\"moon\",\"expires_at\":\"2999-01-01T00:00:00Z\"}")
                        .status())
                .isEqualTo(201);
        assertThat(api.get("/documents/later").status()).isEqualTo(200);
        long limit = System.nanoTime() + 30_000_000_000L;
        while (!api.get("/actuator/prometheus").body().contains("corrsh_index_expired_total 1.0")) {
            assertThat(System.nanoTime()).as("it was not removed in time").isLessThan(limit);
            Thread.sleep(20);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"soon\"", "5", "true", "[\"2030-01-01\"]", "{}"})
    void aTimeThatIsNoDateIsRefused(String time) {
        Answer answer = api.put("/documents/x", "{\"text\":\"moon\",\"expires_at\":%s}".formatted(time));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").stringValue()).isEqualTo("expires_at");
    }

    @Test
    void removesWhatPassesAFilter() {
        for (int i = 0; i < 6; i++) {
            api.put("/documents/f" + i, "{\"text\":\"moon\",\"batch\":\"f\",\"n\":%d}".formatted(i));
        }
        String filter = "filter=" + Api.encoded("batch:f AND n:[2 TO 4]");
        JsonNode dry = api.delete("/documents?dry_run=true&" + filter).json();
        assertThat(dry.path("matched").longValue()).isEqualTo(3);
        assertThat(dry.path("deleted").longValue()).isZero();
        assertThat(api.delete("/documents?" + filter).json().path("deleted").longValue())
                .isEqualTo(3);
        assertThat(api.delete("/documents?" + filter).json().path("deleted").longValue())
                .isZero();
        assertThat(api.get("/documents/f3").status()).isEqualTo(404);
        assertThat(api.get("/documents/f5").status()).isEqualTo(200);
        assertThat(api.delete("/documents").status()).isEqualTo(400);
        assertThat(api.delete("/documents?filter=a:").status()).isEqualTo(400);
    }

    @Test
    void leavesOutOrMarksWhatIsLikeAnother() {
        api.put("/documents/original", "{\"text\":\"church faith bible prayer\"}");
        String copy = "{\"id\":\"copy\",\"text\":\"Church, faith, bible: prayer!\"}";
        JsonNode skipped =
                api.post("/documents?on_duplicate=skip&max_distance=0", copy).json();
        assertThat(skipped.path("stored").booleanValue()).isFalse();
        assertThat(skipped.path("duplicate_of").stringValue()).isEqualTo("original");
        assertThat(skipped.path("distance").intValue()).isZero();
        assertThat(api.get("/documents/copy").status()).isEqualTo(404);

        assertThat(api.put("/documents/original?on_duplicate=skip", "{\"text\":\"church faith bible prayer\"}")
                        .json()
                        .path("stored")
                        .booleanValue())
                .as("a write that is sent again is not like itself")
                .isTrue();

        assertThat(api.post("/documents?on_duplicate=tag", copy).status()).isEqualTo(201);
        assertThat(api.get("/documents/copy")
                        .json()
                        .at("/document/duplicate_of")
                        .stringValue())
                .isEqualTo("original");
        assertThat(api.get("/search?q=church&filter=duplicate_of:original")
                        .json()
                        .path("hits"))
                .hasSize(1);
        api.delete("/documents/copy");
        api.delete("/documents/original");
    }

    @Test
    void ofALoadTheFirstOfThoseAlikeIsStored() {
        String lines = "{\"id\":\"l1\",\"text\":\"gun law court\"}\n{\"id\":\"l2\",\"text\":\"gun law court\"}\n"
                + "{\"id\":\"l3\",\"text\":\"zzz\"}\n{\"id\":\"l4\",\"text\":\"zzz\"}";
        JsonNode reply = api.postBytes(
                        "/documents?on_duplicate=skip&max_distance=0",
                        "application/x-ndjson",
                        lines.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .json();
        assertThat(reply.path("accepted").intValue()).isEqualTo(4);
        assertThat(reply.at("/items/1/duplicate_of").stringValue()).isEqualTo("l1");
        assertThat(reply.at("/items/1/stored").booleanValue()).isFalse();
        assertThat(reply.at("/items/1/status").intValue()).isEqualTo(200);
        assertThat(reply.at("/items/3").has("duplicate_of")).isFalse();
        assertThat(api.get("/documents/l2").status()).isEqualTo(404);
        assertThat(api.get("/documents/l4").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on_duplicate=drop", "on_duplicate=skip&max_distance=65", "max_distance=2"})
    void refusesRulesThatAreNone(String rule) {
        assertThat(api.post("/documents?" + rule, "{\"id\":\"x\",\"text\":\"moon\"}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001\u0002", "a\nb", "\u007f", "tab\there", "\uD83D\uDE80 / \u2028"})
    void takesIdsWithControlCharacters(String id) {
        String path = "/documents/" + Api.encoded(id);
        Answer put = api.put(path, "{\"text\":\"moon\"}");
        assertThat(put.status()).as(put.body()).isEqualTo(201);
        assertThat(api.get(path).json().path("id").stringValue()).isEqualTo(id);
        assertThat(api.delete(path).status()).isEqualTo(204);
    }
}
