package io.corrsh.service.collections.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@ServiceTest("corrsh.models.served.small.path=${dir}/model-small")
class CollectionSettingsTests {

    private static final String PATH = "/collections/set";
    private static final String LONG =
            "{\"text\":\"space shuttle orbit launch moon rocket nasa satellite space orbit hockey goal team\"}";

    private final Api api;

    CollectionSettingsTests(Api api) {
        this.api = api;
    }

    @AfterEach
    void delete() {
        api.delete(PATH);
    }

    private void create(String settings) {
        Answer made = api.put(PATH, "{\"settings\":%s}".formatted(settings));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
    }

    private boolean isCut(String id) {
        for (JsonNode hit : api.get(PATH + "/search?q=hockey+goal+team").json().path("hits")) {
            if (hit.path("id").stringValue().equals(id)) {
                return hit.has("passage");
            }
        }
        throw new AssertionError("'%s' was not found".formatted(id));
    }

    @Test
    void settingsAreShownAndReplacedAsAWhole() {
        assertThat(api.put(PATH, "{}").json().path("settings")).isEmpty();
        Answer set = api.put(PATH + "/settings", "{\"passage_words\":10,\"hybrid\":0.25}");
        assertThat(set.status()).as(set.body()).isEqualTo(200);
        assertThat(api.get(PATH).json().path("settings"))
                .hasToString("{\"passage_words\":10,\"hybrid\":0.25}")
                .isEqualTo(set.json());
        api.put(PATH + "/settings", "{\"on_duplicate\":\"skip\",\"max_distance\":3}");
        assertThat(api.get(PATH + "/settings").json()).hasToString("{\"on_duplicate\":\"skip\",\"max_distance\":3}");
    }

    @Test
    void textsAreCutAsTheSettingsSayUnlessARequestSaysOtherwise() {
        create("{\"passage_words\":10,\"passage_overlap\":5}");
        api.put(PATH + "/documents/usual", LONG);
        api.put(PATH + "/documents/whole?passage_words=0", LONG);
        api.put(PATH + "/documents/other?passage_words=12", LONG);
        api.postBytes(
                PATH + "/documents",
                "application/x-ndjson",
                ("{\"id\":\"line\"," + LONG.substring(1)).getBytes(StandardCharsets.UTF_8));
        assertThat(isCut("usual")).isTrue();
        assertThat(isCut("whole")).isFalse();
        assertThat(isCut("other")).isTrue();
        assertThat(isCut("line")).isTrue();
    }

    @Test
    void documentsLikeOthersAreTreatedAsTheSettingsSay() {
        create("{\"on_duplicate\":\"skip\",\"max_distance\":1}");
        assertThat(api.put(PATH + "/documents/a", "{\"text\":\"moon rocket\"}").status())
                .isEqualTo(201);
        Answer skipped = api.put(PATH + "/documents/b", "{\"text\":\"rocket moon\"}");
        assertThat(skipped.json().path("stored").booleanValue())
                .as(skipped.body())
                .isFalse();
        assertThat(api.put(PATH + "/documents/b?on_duplicate=keep", "{\"text\":\"rocket moon\"}")
                        .status())
                .isEqualTo(201);
        assertThat(api.put(PATH + "/documents/c?on_duplicate=tag", "{\"text\":\"rocket moon\"}")
                        .json()
                        .path("duplicate_of")
                        .stringValue())
                .isEqualTo("a");
        JsonNode done = api.postBytes(
                        PATH + "/documents?ops=true",
                        "application/x-ndjson",
                        "{\"op\":\"index\",\"document\":{\"id\":\"d\",\"text\":\"rocket moon\"}}"
                                .getBytes(StandardCharsets.UTF_8))
                .json();
        assertThat(done.at("/items/0/status").intValue()).as(done.toString()).isEqualTo(201);
    }

    @Test
    void wordsCountInSearchesForATextAsTheSettingsSay() {
        create("{\"hybrid\":0.5}");
        api.put(PATH + "/documents/a", "{\"text\":\"moon rocket\"}");
        String code = api.get(PATH + "/documents/a").json().path("code").stringValue();
        assertThat(api.get(PATH + "/search?q=moon").json().at("/hits/0").has("hybrid_score"))
                .isTrue();
        assertThat(api.post(PATH + "/search", "{\"queries\":[{\"q\":\"moon\"},{\"code\":\"%s\"}]}".formatted(code))
                        .json()
                        .path("results")
                        .valueStream()
                        .map(result -> result.at("/hits/0").has("hybrid_score")))
                .containsExactly(true, false);
        for (String more : new String[] {"&hybrid=0", "&rerank=logits", "&probes=2"}) {
            JsonNode found = api.get(PATH + "/search?q=moon" + more).json();
            assertThat(found.at("/hits/0").has("hybrid_score")).as(more).isFalse();
            assertThat(found.path("hits")).as(more).hasSize(1);
        }
        assertThat(api.get("/search?q=moon").status()).isEqualTo(200);
    }

    @Test
    void settingsOutliveAChangeOfModelAndFitItsCodes() throws InterruptedException {
        create("{\"on_duplicate\":\"skip\",\"max_distance\":64}");
        assertThat(api.post(PATH + "/reencode", "{\"model\":\"small\"}").status())
                .isEqualTo(202);
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!api.get(PATH + "/reencode").json().path("state").stringValue().equals("done")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
        }
        JsonNode state = api.get(PATH).json();
        assertThat(state.path("bits").intValue()).isEqualTo(32);
        assertThat(state.at("/settings/max_distance").intValue()).isEqualTo(64);
        assertThat(api.put(PATH + "/documents/a", "{\"text\":\"moon rocket\"}").status())
                .isEqualTo(201);
        assertThat(api.put(PATH + "/documents/b", "{\"text\":\"hockey\"}")
                        .json()
                        .path("stored")
                        .booleanValue())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"passage_words\":3} | passage_words",
                "{\"passage_overlap\":3} | passage_overlap",
                "{\"passage_words\":20,\"passage_overlap\":11} | passage_overlap",
                "{\"on_duplicate\":\"drop\"} | on_duplicate",
                "{\"max_distance\":3} | max_distance",
                "{\"on_duplicate\":\"skip\",\"max_distance\":65} | max_distance",
                "{\"hybrid\":1.5} | hybrid",
                "{\"k\":5} | k",
            })
    void valuesThatNoRequestMayHaveAreRefused(String settings, String field) {
        Answer made = api.put(PATH, "{\"settings\":%s}".formatted(settings));
        assertThat(made.status()).as(made.body()).isEqualTo(400);
        assertThat(made.body()).contains(field);
        assertThat(api.get(PATH).status()).isEqualTo(404);
        assertThat(api.put(PATH, "{}").status()).isEqualTo(201);
        assertThat(api.put(PATH + "/settings", settings).status()).isEqualTo(400);
        assertThat(api.get(PATH + "/settings").json()).isEmpty();
    }
}
