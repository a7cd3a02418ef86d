package io.corrsh.service.storage.passages;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Long documents over HTTP. */
@ServiceTest
class PassageTests {

    private static final String SPACE = "space shuttle orbit launch moon rocket nasa satellite space orbit";
    private static final String HOCKEY = "hockey goal team season player game puck league hockey team";
    private static final String LONG = "{\"text\":\"%s\\n%s\",\"kind\":\"long\"}".formatted(SPACE, HOCKEY);

    private final Api api;

    PassageTests(Api api) {
        this.api = api;
    }

    private JsonNode hit(String q, String id, String more) {
        for (JsonNode hit : api.get("/search?k=1000&q=%s%s".formatted(Api.encoded(q), more))
                .json()
                .path("hits")) {
            if (hit.path("id").stringValue().equals(id)) {
                return hit;
            }
        }
        throw new AssertionError("'%s' was not found".formatted(id));
    }

    @Test
    void aDocumentIsFoundByThePassageThatIsNearest() {
        Answer stored = api.put("/documents/p1?passage_words=10", LONG);
        assertThat(stored.status()).isEqualTo(201);
        JsonNode space = hit(SPACE, "p1", "&fields=*,passage.text");
        assertThat(space.path("distance").intValue()).isZero();
        assertThat(space.at("/payload/kind").stringValue()).isEqualTo("long");
        assertThat(space.at("/passage/number").intValue()).isZero();
        assertThat(space.at("/passage/of").intValue()).isEqualTo(2);
        assertThat(space.at("/passage/text").stringValue()).isEqualTo(SPACE);
        JsonNode hockey = hit(HOCKEY, "p1", "");
        assertThat(hockey.path("distance").intValue()).isZero();
        assertThat(hockey.at("/passage/number").intValue()).isEqualTo(1);
        assertThat(hockey.at("/passage/start").intValue()).isEqualTo(SPACE.length() + 1);
        assertThat(hockey.at("/passage/end").intValue()).isEqualTo(SPACE.length() + 1 + HOCKEY.length());
        assertThat(hockey.path("passage").has("text")).isFalse();
        assertThat(hit(HOCKEY, "p1", "&hybrid=0.5").at("/passage/number").intValue())
                .isEqualTo(1);
        assertThat(api.delete("/documents/p1").status()).isEqualTo(204);
    }

    @Test
    void aDocumentWithPassagesComesBackAsItWasSent() {
        Answer whole = api.put("/documents/p2", LONG);
        Answer cut = api.put("/documents/p2?passage_words=10&passage_overlap=5", LONG);
        assertThat(cut.status()).isEqualTo(200);
        assertThat(cut.json().path("version")).isEqualTo(whole.json().path("version"));
        JsonNode got = api.get("/documents/p2").json();
        assertThat(got.path("version")).isEqualTo(whole.json().path("version"));
        assertThat(got.at("/document/text").stringValue()).isEqualTo(SPACE + "\n" + HOCKEY);
        assertThat(got.path("code")).isEqualTo(whole.json().path("code"));
        assertThat(api.with("If-Match", "\"%s\"".formatted(got.path("version").stringValue()))
                        .delete("/documents/p2")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void aBulkLoadCutsWhatIsLongAlone() {
        JsonNode reply = api.postBytes(
                        "/documents?passage_words=10",
                        "application/x-ndjson",
                        "{\"id\":\"p3\",%s\n{\"id\":\"p4\",\"text\":\"moon rocket\"}"
                                .formatted(LONG.substring(1))
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .json();
        assertThat(reply.path("errors").booleanValue()).isFalse();
        assertThat(hit(SPACE, "p3", "").at("/passage/of").intValue()).isEqualTo(2);
        assertThat(hit("moon rocket", "p4", "").has("passage")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passage_words=9",
                "passage_words=10001",
                "passage_words=20&passage_overlap=11",
                "passage_overlap=1"
            })
    void aBadRuleIsRefused(String parameters) {
        Answer answer = api.put("/documents/p5?" + parameters, LONG);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("passage_");
    }
}
