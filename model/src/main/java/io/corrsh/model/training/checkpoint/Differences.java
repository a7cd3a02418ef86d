package io.corrsh.model.training.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Where two JSON values differ, in words. */
final class Differences {

    private Differences() {}

    /** One phrase a difference, such as {@code 'bits' is 64 there and 32 here}. */
    static List<String> between(JsonNode there, JsonNode here) {
        List<String> phrases = new ArrayList<>();
        collect("", there, here, phrases);
        return phrases;
    }

    private static void collect(String path, JsonNode there, JsonNode here, List<String> phrases) {
        if (there.isObject() && here.isObject()) {
            Set<String> names = new LinkedHashSet<>(there.propertyNames());
            names.addAll(here.propertyNames());
            for (String name : names) {
                collect(path.isEmpty() ? name : path + "." + name, there.path(name), here.path(name), phrases);
            }
        } else if (!there.equals(here)) {
            phrases.add("'%s' is %s there and %s here".formatted(path, text(there), text(here)));
        }
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "not given" : value.toString();
    }
}
