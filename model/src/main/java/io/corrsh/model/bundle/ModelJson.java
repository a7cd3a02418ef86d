package io.corrsh.model.bundle;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as bundles hold it: snake_case, fields in a fixed order, and strict on the way in, since a field that is passed
 * over could mean another code.
 */
final class ModelJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ModelJson() {}

    static ModelDescription description(byte[] json) {
        // Bundles were written before titles could weigh more.
        if (tree(json) instanceof ObjectNode root
                && root.get("weighting") instanceof ObjectNode weighting
                && !weighting.has("title")) {
            weighting.put("title", 1);
            return MAPPER.treeToValue(root, ModelDescription.class);
        }
        return MAPPER.readValue(json, ModelDescription.class);
    }

    static byte[] pretty(ModelDescription description) {
        String json = MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(description);
        return (json.replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static JsonNode tree(byte[] json) {
        return MAPPER.readTree(json);
    }

    static String compact(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
