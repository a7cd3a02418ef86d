package io.corrsh.service.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import io.corrsh.service.support.TestModels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A service of its own: what is found depends on all that is stored. */
@ServiceTest({"corrsh.limits.k=50", "corrsh.limits.candidates=100"})
class SearchTests {

    private static final int DOCUMENTS = 60;
    private static boolean loaded;

    private final Api api;

    SearchTests(Api api) {
        this.api = api;
    }

    @BeforeEach
    void load() {
        if (loaded) {
            return;
        }
        Random random = new Random(11);
        String[] lines = IntStream.range(0, DOCUMENTS)
                .mapToObj(i ->
                        "{\"id\":\"d%02d\",\"text\":\"%s\",\"year\":%d,\"seen\":\"19%d-06-01\",\"labels\":[\"%s\",\"all\"],\"meta\":{\"odd\":%b}}"
                                .formatted(
                                        i,
                                        text(random),
                                        1990 + i % 10,
                                        90 + i % 10,
                                        i % 2 == 0 ? "even" : "odd",
                                        i % 2 == 1))
                .toArray(String[]::new);
        JsonNode reply = api.bulk(lines).json();
        assertThat(reply.path("accepted").intValue()).isEqualTo(DOCUMENTS);
        api.put("/documents/uncoded", "{\"text\":\"zzz\",\"year\":1990}");
        loaded = true;
    }

    @Test
    void findsADocumentByItsOwnTextAtDistanceZero() {
        String text = api.get("/documents/d07").json().at("/document/text").stringValue();
        JsonNode reply = api.get("/search?k=1&q=" + Api.encoded(text)).json();
        assertThat(reply.at("/hits/0/distance").intValue()).isZero();
        assertThat(reply.at("/hits/0/score").doubleValue()).isEqualTo(1.0);
        assertThat(reply.path("exact").booleanValue()).isTrue();
        assertThat(reply.path("model").stringValue()).startsWith("test@");
        assertThat(reply.path("bits").intValue()).isEqualTo(64);
        assertThat(reply.path("took_ms").doubleValue()).isPositive();
    }

    @Test
    void agreesWithACountOfDifferingBits() {
        JsonNode query = api.post(
                        "/encode",
                        "{\"inputs\":\"moon rocket nasa\",\"include\":\"logits\",\"encoding_format\":\"int64\"}")
                .json()
                .at("/data/0");
        long code = Long.parseLong(query.path("code").stringValue());
        List<Found> expected = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            String id = "d%02d".formatted(i);
            long other = Long.parseUnsignedLong(
                    api.get("/documents/" + id).json().path("code").stringValue(), 16);
            double weighted = 0;
            for (int bit = 0; bit < 64; bit++) {
                if (((code ^ other) >>> (63 - bit) & 1) == 1) {
                    weighted += Math.abs(query.path("logits").path(bit).floatValue());
                }
            }
            expected.add(new Found(id, Long.bitCount(code ^ other), weighted));
        }
        expected.sort(Comparator.comparingInt(Found::distance)
                .thenComparingDouble(Found::weighted)
                .thenComparing(Found::id));
        assertThat(ids(api.get("/search?k=50&q=moon+rocket+nasa")))
                .isEqualTo(expected.stream().map(Found::id).limit(50).toList());

        expected.sort(Comparator.comparingDouble(Found::weighted).thenComparing(Found::id));
        assertThat(ids(api.get("/search?k=20&rerank=logits&candidates=100&q=moon+rocket+nasa")))
                .isEqualTo(expected.stream().map(Found::id).limit(20).toList());
    }

    @Test
    void givesPagesThatJoin() {
        List<String> whole = ids(api.get("/search?q=hockey+team+goal&k=30"));
        List<String> pages = new ArrayList<>(ids(api.get("/search?q=hockey+team+goal&k=13")));
        pages.addAll(ids(api.get("/search?q=hockey+team+goal&k=17&offset=13")));
        assertThat(pages).isEqualTo(whole);
    }

    @Test
    void countsAllThatLieWithinTheLargestDistance() {
        JsonNode all = api.get("/search?q=gun+law+court&k=50").json();
        int distance = all.at("/hits/10/distance").intValue();
        JsonNode near =
                api.get("/search?q=gun+law+court&k=1&max_distance=" + distance).json();
        long expected = all.path("hits")
                .valueStream()
                .filter(hit -> hit.path("distance").intValue() <= distance)
                .count();
        assertThat(all.at("/total/value").longValue()).isEqualTo(DOCUMENTS);
        assertThat(near.at("/total/value").longValue()).isEqualTo(expected);
        assertThat(near.at("/total/relation").stringValue()).isEqualTo("eq");
        assertThat(near.path("hits")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "labels:even|30",
                "labels:all AND NOT labels:even|30",
                "year:[1990 TO 1992]|18",
                "year:1990|6",
                "meta.odd:true|30",
                "meta.odd:true AND year:1991|6",
                "meta.odd:true AND year:1990|0",
                "exists(meta.odd)|60",
                "seen:[1990-06-01 TO 1991-06-01]|12",
                "seen:[* TO 1990-05-31]|0",
                "seen:1993-06-01|6",
                "exists(nothing)|0",
                "NOT exists(nothing)|60",
            })
    void filters(String filter, int total) {
        JsonNode reply = api.get("/search?q=engine+car&k=50&filter=" + Api.encoded(filter))
                .json();
        assertThat(reply.at("/total/value").intValue()).isEqualTo(total);
    }

    @Test
    void findsNothingForAQueryWithoutAKnownWord() {
        for (String q : List.of("zzz", "", "%20")) {
            Answer answer = api.get("/search?q=" + q);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("hits")).isEmpty();
            assertThat(answer.json().at("/total/value").intValue()).isZero();
            assertThat(answer.json().at("/query/code").isNull()).isTrue();
            assertThat(answer.json().at("/warnings/0").stringValue()).isEqualTo("no_known_word");
        }
    }

    @Test
    void warnsOfAQueryOfFewKnownWords() {
        assertThat(api.get("/search?q=moon+zzz").json().at("/warnings/0").stringValue())
                .isEqualTo("few_known_words");
        assertThat(api.get("/search?q=moon+rocket+nasa").json().path("warnings"))
                .isEmpty();
    }

    @Test
    void searchesByCodeAndLeavesADocumentOutOfItsOwnNeighbours() {
        String code = api.get("/documents/d03").json().path("code").stringValue();
        JsonNode byCode = api.post("/search", "{\"code\":\"%s\",\"k\":50}".formatted(code))
                .json();
        JsonNode similar = api.get("/documents/d03/similar?k=50").json();
        JsonNode byId = api.post("/search", "{\"id\":\"d03\",\"k\":50}").json();
        assertThat(byCode.at("/total/value").intValue()).isEqualTo(DOCUMENTS);
        assertThat(similar.at("/total/value").intValue()).isEqualTo(DOCUMENTS - 1);
        assertThat(similar.path("hits")).hasSize(50).isEqualTo(byId.path("hits"));
        assertThat(ids(similar)).doesNotContain("d03");
        List<String> others = new ArrayList<>(ids(byCode));
        others.remove("d03");
        assertThat(ids(similar)).startsWith(others.toArray(String[]::new));
    }

    @Test
    void countsADocumentOutOnlyIfItPassesTheFilter() {
        assertThat(api.get("/documents/d04/similar?filter=labels:even")
                        .json()
                        .at("/total/value")
                        .intValue())
                .isEqualTo(29);
        assertThat(api.get("/documents/d04/similar?filter=labels:odd")
                        .json()
                        .at("/total/value")
                        .intValue())
                .isEqualTo(30);
    }

    @Test
    void explainsTheDifferingBits() {
        JsonNode reply =
                api.get("/search?q=bible+prayer+faith&k=5&explain=true").json();
        long query = Long.parseUnsignedLong(reply.at("/query/code").stringValue(), 16);
        for (JsonNode hit : reply.path("hits")) {
            long found = Long.parseUnsignedLong(hit.at("/explain/code").stringValue(), 16);
            assertThat(hit.at("/explain/differing_bits"))
                    .hasSize(hit.path("distance").intValue());
            for (JsonNode bit : hit.at("/explain/differing_bits")) {
                int shift = 63 - bit.path("bit").intValue();
                assertThat(bit.path("query").longValue()).isEqualTo(query >>> shift & 1);
                assertThat(bit.path("document").longValue()).isEqualTo(found >>> shift & 1);
                assertThat(TestModels.WORDS).contains(bit.at("/words_if_1/0").stringValue());
                assertThat(bit.path("words_if_0")).hasSize(5);
            }
        }
    }

    @Test
    void showsTheFieldsAskedFor() {
        assertThat(payload("")).containsExactlyInAnyOrder("year", "seen", "labels", "meta");
        assertThat(payload("&fields=text,year")).containsExactlyInAnyOrder("text", "year");
        assertThat(payload("&fields=*,text")).containsExactlyInAnyOrder("text", "year", "seen", "labels", "meta");
        assertThat(payload("&fields=")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "q=a&k=0|k|must be between 1 and 50, got 0",
                "q=a&k=1000000000|k|must be between 1 and 50, got 1000000000",
                "q=a&k=10000000000|k|must be a whole number, got '10000000000'",
                "q=a&k=ten|k|must be a whole number, got 'ten'",
                "q=a&offset=-1|offset|must be at least 0, and with 'k' at most 100, got -1",
                "q=a&k=50&offset=51|offset|must be at least 0, and with 'k' at most 100, got 51",
                "q=a&max_distance=65|max_distance|must be between 0 and 64, got 65",
                "q=a&rerank=magic|rerank|must be one of [none, logits], got 'magic'",
                "q=a&rerank=logits&candidates=101|candidates|must be between 1 and 100, got 101",
                "q=a&candidates=5|candidates|must be absent without 'rerank' or 'hybrid'",
                "q=a&filter=year:|filter|is wrong at position 6: a value or '[' is expected, got the end",
                "q=a&explain=maybe|explain|must be true or false, got 'maybe'",
                "q=a&K=5|K|is not known; known are [candidates, cursor, explain, facet_size, facets, fields, filter, highlight, hybrid, k, max_distance, offset, plan, probes, q, rerank]",
                "q=a&q=b|q|must be given once, got 2 values",
                "k=5|q|is required",
            })
    void namesTheParameterThatBreaksItsRule(String query, String field, String message) {
        assertInvalid(api.get("/search?" + query), field, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|q|is one of 'q', 'code' and 'id', of which exactly one must be given, got 0",
                "{\"q\":\"a\",\"id\":\"b\"}|q|is one of 'q', 'code' and 'id', of which exactly one must be given, got 2",
                "{\"code\":\"abc\"}|code|must have 16 hexadecimal digits (64 bits), got 3",
                "{\"code\":\"zzzzzzzzzzzzzzzz\"}|code|must have hexadecimal digits only, got 'zzzzzzzzzzzzzzzz'",
                "{\"id\":\"d01\",\"rerank\":\"logits\"}|rerank|must be 'none' without 'q': only a text has logits",
                "{\"q\":\"a\",\"k\":\"5\"}|k|must be a whole number",
                "{\"q\":\"a\",\"k\":1.5}|k|must be a whole number, got '1.5'",
                "{\"q\":5}|q|must be a string, got '5'",
                "{\"q\":\"a\",\"limit\":5}|limit|is not known; known are [candidates, code, cursor, explain,"
                        + " facet_size, facets, fields, filter, highlight, hybrid, id, k, max_distance, offset, plan, probes, q, queries, rerank]",
            })
    void namesTheFieldThatBreaksItsRule(String body, String field, String message) {
        assertInvalid(api.post("/search", body), field, message);
    }

    @Test
    void answersAnUnknownDocumentWithNotFound() {
        assertThat(api.get("/documents/nobody/similar").status()).isEqualTo(404);
        assertThat(api.post("/search", "{\"id\":\"nobody\"}").status()).isEqualTo(404);
    }

    private static void assertInvalid(Answer answer, String field, String message) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().at("/errors/0/field").stringValue()).isEqualTo(field);
        assertThat(answer.json().at("/errors/0/message").stringValue()).isEqualTo(message);
    }

    private List<String> payload(String fields) {
        return List.copyOf(api.get("/search?q=moon&k=1" + fields)
                .json()
                .at("/hits/0/payload")
                .propertyNames());
    }

    private static List<String> ids(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return ids(answer.json());
    }

    private static List<String> ids(JsonNode reply) {
        return reply.path("hits")
                .valueStream()
                .map(hit -> hit.path("id").stringValue())
                .toList();
    }

    private static String text(Random random) {
        return String.join(
                " ",
                random.ints(6, 0, TestModels.WORDS.size())
                        .mapToObj(TestModels.WORDS::get)
                        .toList());
    }

    private record Found(String id, int distance, double weighted) {}
}
