package io.corrsh.service.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.Stream;

/** Makes timers whose histograms have a bucket for each doubling, so that they stay few. */
public final class Timers {

    private Timers() {}

    /** Registers a timer with buckets from the shortest to the longest duration. */
    public static Timer register(
            MeterRegistry registry, String name, String description, Tags tags, Duration shortest, Duration longest) {
        Duration[] buckets = Stream.iterate(
                        shortest, bucket -> bucket.compareTo(longest) <= 0, bucket -> bucket.multipliedBy(2))
                .toArray(Duration[]::new);
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }
}
