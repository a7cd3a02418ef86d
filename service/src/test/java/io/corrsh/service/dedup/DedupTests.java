package io.corrsh.service.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ServiceTest("corrsh.dedup.jobs=3")
class DedupTests {

    private static boolean loaded;

    private final Api api;

    DedupTests(Api api) {
        this.api = api;
    }

    @BeforeEach
    void load() {
        if (!loaded) {
            api.bulk(
                    "{\"id\":\"a1\",\"text\":\"moon rocket orbit\",\"set\":1}",
                    "{\"id\":\"a2\",\"text\":\"moon, rocket, orbit\",\"set\":1}",
                    "{\"id\":\"a \\\"3\\\"\",\"text\":\"the moon rocket orbit\",\"set\":2}",
                    "{\"id\":\"b1\",\"text\":\"church faith bible\",\"set\":1}",
                    "{\"id\":\"b2\",\"text\":\"church faith bible\",\"set\":2}",
                    "{\"id\":\"c\",\"text\":\"hockey goal\",\"set\":1}",
                    "{\"id\":\"d\",\"text\":\"zzz\",\"set\":1}",
                    "{\"id\":\"e\",\"text\":\"zzz\",\"set\":1}");
            loaded = true;
        }
    }

    private String start(String request) {
        Answer answer = api.post("/dedup", request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        String id = answer.json().path("id").stringValue();
        assertThat(answer.headers().firstValue("Location")).hasValue("/dedup/" + id);
        return id;
    }

    private JsonNode finished(String id) throws InterruptedException {
        long limit = System.nanoTime() + 30_000_000_000L;
        while (true) {
            JsonNode job = api.get("/dedup/" + id).json();
            if (!List.of("queued", "running").contains(job.path("status").stringValue())) {
                return job;
            }
            assertThat(System.nanoTime()).as("the job did not end in time").isLessThan(limit);
            Thread.sleep(10);
        }
    }

    @Test
    void reportsGroupsOfThoseAlike() throws InterruptedException {
        String id = start("{\"max_distance\":2}");
        JsonNode job = finished(id);
        assertThat(job.path("status").stringValue()).isEqualTo("done");
        assertThat(job.path("progress").doubleValue()).isEqualTo(1);
        JsonNode exact = api.get("/dedup/" + id + "?max_distance=0").json().path("report");
        assertThat(exact.path("documents").longValue()).isEqualTo(6);
        assertThat(exact.path("groups").longValue()).isEqualTo(2);
        assertThat(exact.path("duplicates").longValue()).isEqualTo(3);
        assertThat(exact.path("duplicate_ratio").doubleValue()).isEqualTo(0.5);
        assertThat(exact.path("exact_duplicate_ratio").doubleValue()).isEqualTo(0.5);
        assertThat(exact.path("largest_group").intValue()).isEqualTo(3);
        assertThat(exact.path("distance_histogram").toString()).isEqualTo("[4]");
        assertThat(exact.path("least_similar")).isNotEmpty();
        assertThat(job.at("/report/distance_histogram")).hasSize(3);

        JsonNode groups =
                api.get("/dedup/" + id + "/groups?max_distance=0&limit=1").json();
        assertThat(groups.path("total").longValue()).isEqualTo(2);
        assertThat(groups.path("groups")).hasSize(1);
        assertThat(groups.at("/groups/0/representative").stringValue()).isEqualTo("a \"3\"");
        assertThat(groups.at("/groups/0/members").valueStream().map(JsonNode::stringValue))
                .containsExactlyInAnyOrder("a \"3\"", "a1", "a2");
        assertThat(api.get("/dedup/" + id + "/groups?max_distance=0&offset=1")
                        .json()
                        .at("/groups/0/size")
                        .intValue())
                .isEqualTo(2);

        assertThat(api.get("/dedup/" + id + "/export?max_distance=0").body().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("\"representative\":\"b1\",\"members\":[\"b1\",\"b2\"]"));
        assertThat(api.get("/dedup/" + id + "/export?max_distance=0&format=csv").body())
                .startsWith("group,size,id,representative\r\n")
                .contains("0,3,\"a \"\"3\"\"\",true\r\n", "1,2,\"b2\",false\r\n");
        assertThat(api.get("/documents/a2").status()).as("nothing is deleted").isEqualTo(200);
        assertThat(api.delete("/dedup/" + id).status()).isEqualTo(204);
        assertThat(api.get("/dedup/" + id).status()).isEqualTo(404);
    }

    @Test
    void looksOnlyAtWhatPassesAFilter() throws InterruptedException {
        String id = start("{\"max_distance\":0,\"filter\":{\"field\":\"set\",\"equals\":1}}");
        JsonNode report = finished(id).path("report");
        assertThat(report.path("documents").longValue()).isEqualTo(4);
        assertThat(report.path("groups").longValue()).isEqualTo(1);
        assertThat(api.get("/dedup/" + id + "?max_distance=1").status()).isEqualTo(400);
        api.delete("/dedup/" + id);
    }

    @Test
    void keepsNoMoreJobsThanAllowed() throws InterruptedException {
        String first = start("{\"max_distance\":1}");
        finished(first);
        for (int i = 0; i < 3; i++) {
            finished(start("{\"max_distance\":1}"));
        }
        assertThat(api.get("/dedup/" + first).status()).isEqualTo(404);
        assertThat(api.get("/dedup").json()).hasSize(3);
        api.get("/dedup")
                .json()
                .valueStream()
                .toList()
                .forEach(job -> api.delete("/dedup/" + job.path("id").stringValue()));
        assertThat(api.get("/dedup").json()).isEmpty();
        assertThat(api.get("/actuator/prometheus").body()).contains("corrsh_dedup_jobs 0.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"max_distance\":65}",
                "{\"max_distance\":-1}",
                "{\"max_distance\":\"3\"}",
                "{\"filter\":\"a:\"}",
                "{\"keep\":\"first\"}",
                "[]"
            })
    void refusesWhatIsNoRequest(String request) {
        assertThat(api.post("/dedup", request).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/groups", "/export"})
    void saysThatThereIsNoSuchJob(String path) {
        assertThat(api.get("/dedup/unknown" + path).status()).isEqualTo(404);
        assertThat(api.delete("/dedup/unknown").status()).isEqualTo(404);
    }
}
