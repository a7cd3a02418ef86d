package io.corrsh.service.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.ServiceTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Words beside codes, counts of values, passages and plans. */
@ServiceTest("corrsh.limits.k=40")
class HybridTests {

    private static boolean loaded;

    private final Api api;

    HybridTests(Api api) {
        this.api = api;
    }

    @BeforeEach
    void load() {
        if (!loaded) {
            assertThat(api.bulk(
                                    "{\"id\":\"a\",\"text\":\"The moon. A rocket to the moon by Xylander.\",\"year\":1990,\"lang\":\"en\",\"sent\":\"1993-04-22\",\"open\":true}",
                                    "{\"id\":\"b\",\"text\":\"The hockey team and a rocket\",\"year\":1991,\"lang\":[\"en\",\"de\"],\"sent\":\"1993-04-22\"}",
                                    "{\"id\":\"c\",\"text\":\"Hockey, hockey & <b>goals</b>\",\"year\":1990.5,\"lang\":\"de\",\"sent\":\"1994-01-01T10:00:00Z\"}",
                                    "{\"id\":\"d\",\"text\":\"church and faith\",\"lang\":\"fr\"}",
                                    "{\"id\":\"uncoded\",\"text\":\"Xylander\",\"lang\":\"fr\"}")
                            .json()
                            .path("accepted")
                            .intValue())
                    .isEqualTo(5);
            loaded = true;
        }
    }

    private static List<String> ids(JsonNode reply) {
        return reply.path("hits")
                .valueStream()
                .map(hit -> hit.path("id").stringValue())
                .toList();
    }

    @Test
    void wordsAloneFindTheDocumentsThatHaveThem() {
        JsonNode reply = api.get("/search?q=rockets&hybrid=1").json();
        assertThat(ids(reply)).containsExactlyInAnyOrder("a", "b");
        assertThat(reply.at("/total/value").longValue()).isEqualTo(2);
        assertThat(reply.at("/hits/0/word_score").doubleValue()).isPositive();
        assertThat(reply.at("/hits/0/hybrid_score").doubleValue()).isEqualTo(1.0);
    }

    @Test
    void codesAloneAreTheOrderWithoutWords() {
        JsonNode plain = api.get("/search?q=moon+rocket&k=4").json();
        assertThat(ids(api.get("/search?q=moon+rocket&k=4&hybrid=0").json())).isEqualTo(ids(plain));
        assertThat(plain.at("/hits/0").has("word_score")).isFalse();
    }

    @Test
    void bothTogetherRankAllDocuments() {
        JsonNode reply = api.get("/search?q=hockey+rocket&hybrid=0.9&k=4").json();
        assertThat(ids(reply)).startsWith("b").containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(reply.path("exact").booleanValue()).isFalse();
        assertThat(reply.path("hits").valueStream())
                .allSatisfy(hit -> {
                    assertThat(hit.path("score").doubleValue())
                            .isEqualTo((64 - hit.path("distance").intValue()) / 64.0);
                    assertThat(hit.path("hybrid_score").doubleValue()).isBetween(0.0, 1.0);
                })
                .isSortedAccordingTo((left, right) -> Double.compare(
                        right.path("hybrid_score").doubleValue(),
                        left.path("hybrid_score").doubleValue()));
    }

    @Test
    void wordsThatTheModelDoesNotKnowAreFoundByWords() {
        assertThat(ids(api.get("/search?q=Xylander").json())).isEmpty();
        JsonNode reply = api.get("/search?q=Xylander&hybrid=0.5").json();
        assertThat(ids(reply)).containsExactly("a");
        assertThat(reply.at("/hits/0/distance").isNull()).isTrue();
        assertThat(reply.at("/hits/0/score").isNull()).isTrue();
        assertThat(reply.path("warnings").toString()).contains("no_known_word");
        assertThat(ids(api.get("/search?q=Xylander&hybrid=1&max_distance=64").json()))
                .isEmpty();
    }

    @Test
    void theLargestDistanceHoldsForWordsToo() {
        JsonNode all = api.get("/search?q=rocket&hybrid=1").json();
        int nearest = Math.min(
                all.at("/hits/0/distance").intValue(),
                all.at("/hits/1/distance").intValue());
        JsonNode near =
                api.get("/search?q=rocket&hybrid=1&max_distance=" + nearest).json();
        assertThat(near.path("hits").valueStream())
                .isNotEmpty()
                .allSatisfy(hit -> assertThat(hit.path("distance").intValue()).isLessThanOrEqualTo(nearest));
    }

    @Test
    void filtersHoldForWordsToo() {
        assertThat(ids(api.get("/search?q=rocket&hybrid=1&filter=lang:de").json()))
                .containsExactly("b");
    }

    @Test
    void countsTheValuesOfFields() {
        JsonNode reply = api.get("/search?q=moon&k=1&facets=lang,year,open,sent,none")
                .json()
                .path("facets");
        assertThat(reply.path("lang").toString())
                .isEqualTo(
                        "[{\"value\":\"de\",\"count\":2},{\"value\":\"en\",\"count\":2},{\"value\":\"fr\",\"count\":1}]");
        assertThat(reply.path("year").toString())
                .isEqualTo(
                        "[{\"value\":1990,\"count\":1},{\"value\":1990.5,\"count\":1},{\"value\":1991,\"count\":1}]");
        assertThat(reply.path("open").toString()).isEqualTo("[{\"value\":true,\"count\":1}]");
        assertThat(reply.path("sent").toString())
                .isEqualTo("[{\"value\":\"1993-04-22\",\"count\":2},{\"value\":\"1994-01-01T10:00:00Z\",\"count\":1}]");
        assertThat(reply.path("none")).isEmpty();
    }

    @Test
    void countsOnlyWhatTheSearchFinds() {
        JsonNode all = api.post("/search", "{\"q\":\"moon\",\"facets\":\"lang\",\"filter\":\"lang:en\"}")
                .json();
        assertThat(all.at("/facets/lang").toString())
                .isEqualTo("[{\"value\":\"en\",\"count\":2},{\"value\":\"de\",\"count\":1}]");
        int distance = all.at("/hits/0/distance").intValue();
        JsonNode near = api.get("/search?q=moon&facets=lang&facet_size=1&filter=lang:en&max_distance=" + distance)
                .json();
        assertThat(near.at("/facets/lang")).hasSize(1);
        assertThat(near.at("/facets/lang/0/count").longValue())
                .isEqualTo(near.at("/total/value").longValue());
    }

    @Test
    void showsWhereTheWordsStand() {
        JsonNode reply =
                api.get("/search?q=moon+goal&hybrid=1&highlight=true&k=2").json();
        assertThat(reply.path("hits")
                        .valueStream()
                        .map(hit -> hit.path("highlight").path("text").toString()))
                .containsExactlyInAnyOrder(
                        "[\"The <em>moon</em>.\",\"A rocket to the <em>moon</em> by Xylander.\"]",
                        "[\"Hockey, hockey &amp; &lt;b&gt;<em>goals</em>&lt;&#x2F;b&gt;\"]");
    }

    @Test
    void tellsThePlanOnRequest() {
        assertThat(api.get("/search?q=moon").json().has("plan")).isFalse();
        JsonNode plan = api.get("/search?q=moon&plan=true").json().path("plan");
        assertThat(plan.path("segments_by_scan").intValue()).isPositive();
        assertThat(plan.path("codes_compared").longValue()).isEqualTo(4);
        assertThat(plan.has("word_matches")).isFalse();
        assertThat(api.get("/search?q=moon&plan=true&hybrid=0.5")
                        .json()
                        .at("/plan/word_matches")
                        .longValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "q=moon&hybrid=1.5|'hybrid' must be between 0 and 1, got 1.5",
                "q=moon&hybrid=NaN|'hybrid' must be between 0 and 1, got NaN",
                "q=moon&hybrid=0.5&rerank=logits|'hybrid' must be 0 with 'rerank': it uses the logits of its own accord",
                "q=moon&hybrid=0.5&probes=2|'hybrid' must be 0 with 'probes'",
                "q=moon&hybrid=0.5&cursor=x|'hybrid' must be absent with 'cursor'",
                "q=moon&candidates=5|'candidates' must be absent without 'rerank' or 'hybrid'",
                "q=moon&facet_size=3|'facet_size' must be absent without 'facets'",
                "q=moon&facets=lang&facet_size=0|'facet_size' must be between 1 and 1000, got 0",
                "q=moon&facets=a,b,c,d,e,f,g,h,i,j,k|'facets' must be at most 10 fields, got 11",
            })
    void refusesWhatMakesNoSense(String query, String detail) {
        Api.Answer answer = api.get("/search?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").stringValue()).isEqualTo(detail);
    }

    @Test
    void wordsNeedAText() {
        assertThat(api.post("/search", "{\"id\":\"a\",\"hybrid\":0.5,\"highlight\":true}")
                        .json()
                        .path("errors"))
                .hasSize(2);
    }

    @Test
    void aDeeplyNestedFilterIsRefused() {
        String json = "{\"not\":".repeat(500) + "{\"exists\":\"a\"}" + "}".repeat(500);
        assertThat(api.post("/search", "{\"q\":\"moon\",\"filter\":" + json + "}")
                        .status())
                .isEqualTo(400);
        assertThat(api.get("/search?q=moon&filter=" + Api.encoded("(".repeat(500) + "a:b" + ")".repeat(500)))
                        .status())
                .isEqualTo(400);
        assertThat(api.get("/search?q=moon&filter=" + Api.encoded("NOT ".repeat(2000) + "a:b"))
                        .status())
                .isEqualTo(400);
        assertThat(ids(api.get("/search?q=moon&filter=" + Api.encoded("lang:\"en\\\" OR exists(year)\""))
                        .json()))
                .isEmpty();
    }
}
