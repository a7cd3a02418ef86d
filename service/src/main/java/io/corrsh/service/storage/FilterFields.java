package io.corrsh.service.storage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values of a document that filters can ask for: strings, numbers and booleans of its payload, those of arrays
 * too. A date is a string and also a number, so that ranges find it. A field of a nested object has a dot before its name: {@code author.name}.
 */
public final class FilterFields {

    /** Longer strings are stored, but filters do not find them. */
    public static final int LONGEST_STRING_BYTES = 1024;

    private FilterFields() {}

    /** The values of each field. */
    public static Map<String, List<Object>> of(ObjectNode document) {
        Map<String, List<Object>> fields = new LinkedHashMap<>();
        document.properties().forEach(field -> {
            if (!field.getKey().equals(DocumentSource.ID) && !field.getKey().equals(DocumentSource.TEXT)) {
                collect(field.getKey(), field.getValue(), fields);
            }
        });
        return fields;
    }

    private static void collect(String name, JsonNode value, Map<String, List<Object>> fields) {
        if (value.isObject()) {
            value.properties().forEach(field -> collect(name + "." + field.getKey(), field.getValue(), fields));
        } else if (value.isArray()) {
            value.forEach(element -> collect(name, element, fields));
        } else if (value.isNumber()) {
            double number = value.numberValue().doubleValue();
            if (Double.isFinite(number)) {
                add(name, number, fields);
            }
        } else if (value.isBoolean()) {
            add(name, value.booleanValue(), fields);
        } else if (value.isString()) {
            String string = value.stringValue();
            if (string.length() <= LONGEST_STRING_BYTES
                    && string.getBytes(StandardCharsets.UTF_8).length <= LONGEST_STRING_BYTES) {
                add(name, string, fields);
                Dates.Span date = Dates.parse(string);
                if (date != null) {
                    add(name, date.first(), fields);
                }
            }
        }
    }

    private static void add(String name, Object value, Map<String, List<Object>> fields) {
        fields.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
}
