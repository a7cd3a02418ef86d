package io.corrsh.service.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class ExportTests {

    private static final List<String> IDS = List.of("plain", "it's \"quoted\", \\ and\nbroken", "\u0000nul", "😀");

    private final Api api;

    ExportTests(Api api) {
        this.api = api;
    }

    @BeforeEach
    void load() {
        for (String id : IDS) {
            api.post(
                    "/documents",
                    "{\"id\":%s,\"text\":\"moon rocket\",\"export\":true}"
                            .formatted(new JsonMapper().writeValueAsString(id)));
        }
        api.put("/documents/uncoded", "{\"text\":\"zzz\",\"export\":true}");
        api.put("/documents/other", "{\"text\":\"hockey\"}");
    }

    @Test
    void writesALineOfJsonForEachCode() {
        Answer answer = api.get("/export?filter=export:true");
        assertThat(answer.type()).startsWith("application/x-ndjson");
        assertThat(answer.headers().firstValue("X-Corrsh-Bits")).hasValue("64");
        Map<String, String> codes = new TreeMap<>();
        answer.body().lines().forEach(line -> {
            JsonNode object = new JsonMapper().readTree(line);
            codes.put(object.path("id").stringValue(), object.path("code").stringValue());
        });
        String code = api.get("/documents/plain").json().path("code").stringValue();
        assertThat(codes.keySet()).containsExactlyInAnyOrderElementsOf(IDS);
        assertThat(codes.values()).containsOnly(code);
    }

    @Test
    void quotesWhatCsvAsksFor() {
        Answer answer = api.get("/export?format=csv&filter=export:true");
        assertThat(answer.type()).startsWith("text/csv");
        assertThat(answer.body()).startsWith("id,code\r\n").contains("\"it's \"\"quoted\"\", \\ and\nbroken\",");
    }

    @Test
    void writesStatementsThatNoIdBreaksOutOf() {
        String code = api.get("/documents/plain").json().path("code").stringValue();
        String bits = String.format("%64s", Long.toBinaryString(Long.parseUnsignedLong(code, 16)))
                .replace(' ', '0');
        assertThat(api.get("/export?format=sql&filter=export:true").body())
                .contains(
                        "code bit(64) NOT NULL",
                        "VALUES ('plain', B'" + bits + "')",
                        "VALUES ('it''s \"quoted\", \\ and\nbroken', B'",
                        "cannot hold NUL: \"\\u0000nul\"\n");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(api.get("/export?format=parquet").status()).isEqualTo(400);
        assertThat(api.get("/export?filter=a:").status()).isEqualTo(400);
    }
}
