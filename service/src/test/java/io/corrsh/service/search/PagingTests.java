package io.corrsh.service.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import io.corrsh.service.support.TestModels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Several searches at once, pages by cursors, and searches with undecided bits. */
@ServiceTest({"corrsh.limits.k=200", "corrsh.limits.candidates=400", "corrsh.limits.queries=5"})
class PagingTests {

    private static final int DOCUMENTS = 150;
    private static boolean loaded;

    private final Api api;

    PagingTests(Api api) {
        this.api = api;
    }

    @BeforeEach
    void load() {
        if (!loaded) {
            Random random = new Random(5);
            String[] lines = IntStream.range(0, DOCUMENTS)
                    .mapToObj(i ->
                            "{\"id\":\"p%03d\",\"text\":\"%s\",\"third\":%b}".formatted(i, text(random), i % 3 == 0))
                    .toArray(String[]::new);
            assertThat(api.bulk(lines).json().path("accepted").intValue()).isEqualTo(DOCUMENTS);
            loaded = true;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"q\":\"moon rocket hockey\"",
                "\"code\":\"0123456789abcdef\"",
                "\"id\":\"p010\"",
                "\"q\":\"moon rocket hockey\",\"max_distance\":30",
                "\"q\":\"church\",\"filter\":\"third:true\"",
            })
    void givesAllHitsPageByPage(String search) {
        JsonNode whole = api.post("/search", "{%s,\"k\":200}".formatted(search)).json();
        assertThat(whole.has("next_cursor")).isFalse();
        List<String> pages = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = api.post("/search", "{%s,\"k\":7%s}".formatted(search, cursor))
                    .json();
            pages.addAll(ids(page));
            assertThat(page.at("/total/value")).isEqualTo(whole.at("/total/value"));
            if (!page.has("next_cursor")) {
                break;
            }
            cursor = ",\"cursor\":\"" + page.path("next_cursor").stringValue() + "\"";
        }
        assertThat(pages).hasSizeGreaterThan(14).isEqualTo(ids(whole));
        assertThat(pages).hasSize(whole.at("/total/value").intValue());
    }

    @Test
    void neitherRepeatsNorLeavesOutAHitWhenTheIndexChanges() {
        JsonNode first = api.get("/search?k=20&q=bible+faith").json();
        List<String> whole = ids(api.get("/search?k=200&q=bible+faith").json());
        String text = api.get("/documents/" + whole.getFirst())
                .json()
                .at("/document/text")
                .stringValue();
        api.put("/documents/before", "{\"text\":\"%s\"}".formatted(text));
        String last = whole.get(19);
        JsonNode kept = api.get("/documents/" + last).json().path("document");
        api.delete("/documents/" + last);
        try {
            JsonNode second = api.get("/search?k=20&q=bible+faith&cursor="
                            + first.path("next_cursor").stringValue())
                    .json();
            assertThat(ids(second)).isEqualTo(whole.subList(20, 40));
        } finally {
            api.delete("/documents/before");
            api.put("/documents/" + last, kept.toString());
        }
    }

    @Test
    void answersSeveralSearchesAsItAnswersEach() {
        String[] searches = {
            "{\"q\":\"moon rocket\",\"k\":3}",
            "{\"code\":\"0123456789abcdef\"}",
            "{\"id\":\"p020\",\"max_distance\":20}",
            "{\"id\":\"nobody\"}",
            "{\"q\":\"zzz\"}"
        };
        JsonNode reply = api.post(
                        "/search",
                        "{\"queries\":[%s],\"k\":5,\"filter\":\"third:false\"}".formatted(String.join(",", searches)))
                .json();
        assertThat(reply.path("results")).hasSize(5);
        for (int i = 0; i < 3; i++) {
            String alone = searches[i].replace("}", (i == 0 ? "" : ",\"k\":5") + ",\"filter\":\"third:false\"}");
            JsonNode expected = api.post("/search", alone).json();
            for (String field : List.of("hits", "total", "query", "warnings")) {
                assertThat(reply.path("results").path(i).path(field)).isEqualTo(expected.path(field));
            }
        }
        assertThat(reply.at("/results/3/status").intValue()).isEqualTo(404);
        assertThat(reply.at("/results/3/error_type").stringValue()).isEqualTo("not_found");
        assertThat(reply.at("/results/4/warnings/0").stringValue()).isEqualTo("no_known_word");
    }

    @Test
    void countsUncertainBitsAsUndecided() {
        JsonNode query = null;
        String text = "";
        for (String word : TestModels.WORDS) {
            text = word + " moon";
            query = api.get("/search?k=200&q=" + Api.encoded(text)).json();
            if (query.at("/query/unstable_bits").size() > 2) {
                break;
            }
        }
        JsonNode probed =
                api.get("/search?k=40&probes=2&q=" + Api.encoded(text)).json();
        Set<Integer> bits = new HashSet<>();
        probed.at("/query/probed_bits").forEach(bit -> bits.add(bit.intValue()));
        assertThat(bits).hasSize(2);
        long code = Long.parseUnsignedLong(query.at("/query/code").stringValue(), 16);
        JsonNode encoded = api.post("/encode", "{\"inputs\":\"%s\",\"include\":[\"logits\"]}".formatted(text))
                .json()
                .at("/data/0/logits");
        List<Expected> expected = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            String id = "p%03d".formatted(i);
            long other = Long.parseUnsignedLong(
                    api.get("/documents/" + id).json().path("code").stringValue(), 16);
            int distance = 0;
            double weighted = 0;
            for (int bit = 0; bit < 64; bit++) {
                if (!bits.contains(bit) && ((code ^ other) >>> (63 - bit) & 1) == 1) {
                    distance++;
                    weighted += Math.abs(encoded.path(bit).floatValue());
                }
            }
            expected.add(new Expected(id, distance, weighted, Long.bitCount(code ^ other)));
        }
        expected.sort(Comparator.comparingInt(Expected::probed)
                .thenComparingDouble(Expected::weighted)
                .thenComparing(Expected::id));
        assertThat(ids(probed))
                .isEqualTo(expected.stream().map(Expected::id).limit(40).toList());
        assertThat(probed.at("/hits/7/probed_distance").intValue()).isEqualTo(expected.get(7).probed);
        assertThat(probed.at("/hits/7/distance").intValue()).isEqualTo(expected.get(7).distance);
        assertThat(probed.at("/total/value").intValue()).isEqualTo(DOCUMENTS);
        assertThat(api.get("/search?k=4&probes=2&max_distance=20&q=" + Api.encoded(text))
                        .json()
                        .at("/total/relation")
                        .stringValue())
                .isEqualTo("gte");
    }

    private record Expected(String id, int probed, double weighted, int distance) {}

    @Test
    void warnsOfUnknownWords() {
        JsonNode reply =
                api.get("/search?q=moon+orbit+rocket+xx1x+yyyy+zzzz+qqqq").json();
        assertThat(reply.path("warnings").valueStream().map(JsonNode::stringValue))
                .containsExactly("mostly_unknown_words");
    }

    @Test
    void refusesACursorOfAnotherSearch() {
        String cursor = api.get("/search?k=5&q=moon").json().path("next_cursor").stringValue();
        assertThat(api.get("/search?k=9&q=moon&cursor=" + cursor).status()).isEqualTo(200);
        for (String other : List.of("q=goal", "q=moon&max_distance=9", "q=moon&filter=third:true")) {
            assertInvalid(api.get("/search?" + other + "&cursor=" + cursor), "cursor", "is of another search");
        }
        assertInvalid(api.get("/search?q=zzz&cursor=x"), "cursor", "must be the 'next_cursor' of a reply");
        for (String broken : List.of("x", "%20", cursor.substring(0, 12), "AA" + cursor)) {
            assertInvalid(api.get("/search?q=moon&cursor=" + broken), "cursor", "must be the 'next_cursor' of a reply");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"queries\":[]}|queries|must be an array of 1 to 5 searches, got 0",
                "{\"queries\":[{},{},{},{},{},{}]}|queries|must be an array of 1 to 5 searches, got 6",
                "{\"queries\":[{\"q\":\"a\"}],\"q\":\"b\"}|queries|must be alone",
                "{\"queries\":[null]}|queries[0]|must be a search",
                "{\"queries\":[{\"queries\":[{\"q\":\"a\"}]}]}|queries[0]|must be a search",
                "{\"queries\":[{\"q\":\"moon\",\"k\":200},{\"q\":\"moon\",\"k\":200},{\"q\":\"moon\",\"k\":200}]}|k|with"
                        + " 'offset'",
                "{\"q\":\"moon\",\"probes\":7}|probes|must be between 0 and 6, got 7",
                "{\"code\":\"0123456789abcdef\",\"probes\":1}|probes|must be 0 without 'q'",
                "{\"q\":\"moon\",\"probes\":1,\"rerank\":\"logits\"}|probes|must be 0 with 'rerank'",
                "{\"q\":\"moon\",\"cursor\":\"x\",\"offset\":3}|offset|must be absent with 'cursor'",
                "{\"q\":\"moon\",\"cursor\":\"x\",\"rerank\":\"logits\"}|rerank|must be 'none' or absent with 'cursor'",
            })
    void namesTheFieldThatBreaksItsRule(String body, String field, String message) {
        assertInvalid(api.post("/search", body), field, message);
    }

    private static void assertInvalid(Answer answer, String field, String message) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").stringValue()).isEqualTo(field);
        assertThat(answer.json().at("/errors/0/message").stringValue()).startsWith(message);
    }

    private static List<String> ids(JsonNode reply) {
        return reply.path("hits")
                .valueStream()
                .map(hit -> hit.path("id").stringValue())
                .toList();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            text.append(TestModels.WORDS.get(random.nextInt(TestModels.WORDS.size())))
                    .append(' ');
        }
        return text.toString();
    }
}
