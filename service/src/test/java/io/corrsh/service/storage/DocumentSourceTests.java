package io.corrsh.service.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.index.IndexedDocument;
import io.corrsh.service.storage.passages.Passage;
import io.corrsh.service.storage.passages.PassageTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DocumentSourceTests {

    private final JsonMapper json = JsonMapper.shared();
    private final DocumentSource source = new DocumentSource(json);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"a \\u20ac \\\"b\\\"\",\"id\":\"other\",\"n\":[1,2.50,1e400,null,{\"text\":\"x\",\"id\":\"y\"}],\"z\":null}",
                "{\"a\":{\"b\":{}},\"text\":\"\",\"t\":true,\"big\":123456789012345678901234567890,\"a\":1}",
                "{\"text\":\"only\"}",
            })
    void fieldsAreWhatWasSentTheIdFirst(String sent) {
        ObjectNode whole = source.document(document(bytes(sent)));

        ObjectNode expected = json.createObjectNode().put("id", "a/1");
        json.readTree(sent).properties().stream()
                .filter(field -> !field.getKey().equals("id"))
                .forEach(field -> expected.set(field.getKey(), field.getValue()));
        assertThat(whole).isEqualTo(expected).hasToString(expected.toString());
        expected.remove("text");
        assertThat(source.withoutText(document(bytes(sent))))
                .isEqualTo(expected)
                .hasToString(expected.toString());
    }

    @Test
    void passagesAreNoPartOfTheFields() {
        byte[] attached =
                PassageTable.attach(bytes("{\"text\":\"ab\",\"n\":1}"), List.of(new Passage(0, 2, new long[] {7})));
        assertThat(source.document(document(attached))).hasToString("{\"id\":\"a/1\",\"text\":\"ab\",\"n\":1}");
        assertThat(source.withoutText(document(attached))).hasToString("{\"id\":\"a/1\",\"n\":1}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static IndexedDocument document(byte[] bytes) {
        return new IndexedDocument("a/1", new long[] {1}, bytes, Map.of());
    }
}
