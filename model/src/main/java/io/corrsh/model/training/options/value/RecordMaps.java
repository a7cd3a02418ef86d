package io.corrsh.model.training.options.value;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of plain values, enums and records as JSON objects with snake_case names. */
public final class RecordMaps {

    private RecordMaps() {}

    public static Map<String, @Nullable Object> toMap(Record options) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (RecordComponent component : options.getClass().getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            try {
                Object value = component.getAccessor().invoke(options);
                map.put(name, plain(value));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot read '%s' of %s".formatted(name, options), e);
            }
        }
        return map;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Enum<?> constant -> constant.toString();
            case Record inner -> toMap(inner);
            case null, default -> value;
        };
    }
}
