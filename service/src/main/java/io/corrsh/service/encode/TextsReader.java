package io.corrsh.service.encode;

import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.settings.CorrshProperties;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads a text or an array of texts, and stops at the first element that is not one or is one too many: a body of a
 * million elements is refused before they are all in memory.
 */
@Component
public final class TextsReader extends ValueDeserializer<List<String>> {

    private static final int SHOWN = 40;

    private final int most;

    TextsReader(CorrshProperties properties) {
        this.most = properties.limits().inputs();
    }

    @Override
    public List<String> deserialize(JsonParser parser, DeserializationContext context) {
        String field = String.valueOf(parser.currentName());
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            return List.of(parser.getString());
        }
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            throw ProblemException.invalid(field, "must be a string or an array of strings, got " + shown(parser));
        }
        List<String> texts = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.VALUE_STRING) {
                throw ProblemException.invalid(
                        "%s[%d]".formatted(field, texts.size()), "must be a string, got " + shown(parser));
            }
            if (texts.size() == most) {
                throw ProblemException.invalid(
                        field,
                        "must be an array of at most %d texts, got more; POST /encode takes any number of them as JSON lines"
                                .formatted(most));
            }
            texts.add(parser.getString());
        }
        if (texts.isEmpty()) {
            throw ProblemException.invalid(field, "must be a string or an array of at least one, got an empty array");
        }
        return texts;
    }

    private static String shown(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_ARRAY -> "an array";
            case START_OBJECT -> "an object";
            case null -> "nothing";
            default -> {
                String value = String.valueOf(parser.getString());
                yield value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
            }
        };
    }
}
