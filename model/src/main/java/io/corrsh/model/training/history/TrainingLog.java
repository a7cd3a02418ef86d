package io.corrsh.model.training.history;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * A training's log: JSON lines of {@code time} (UTC), {@code event} (started, resumed, note, epoch, stopped or finished)
 * and what belongs to the event. Not thread-safe.
 */
public final class TrainingLog {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Clock clock;
    private final List<String> lines;

    /** A log that goes on after the given lines. */
    public TrainingLog(Clock clock, List<String> lines) {
        this.clock = clock;
        this.lines = new ArrayList<>(lines);
    }

    /** Adds an event and what is to be said of it. */
    public void add(String event, Map<String, ? extends @Nullable Object> fields) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("time", clock.instant().toString());
        line.put("event", event);
        line.putAll(fields);
        lines.add(JSON.writeValueAsString(line));
    }

    /** Adds an epoch. */
    @SuppressWarnings("unchecked") // a record becomes a map of its components
    public void add(EpochReport report) {
        add("epoch", JSON.convertValue(report, Map.class));
    }

    /** The lines so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The log as the bytes of a file. */
    public byte[] bytes() {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
