package io.corrsh.service.metrics.index;

import io.corrsh.index.HammingIndex;
import io.corrsh.index.IndexStatistics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The size and state of an index. One look at it serves all gauges of a scrape. */
public final class IndexGauges implements MeterBinder {

    private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();

    private final IndexSource index;
    private volatile @Nullable Look last;

    public IndexGauges(IndexSource index) {
        this.index = index;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "documents", null, "Documents that can be found by id", IndexStatistics::documents);
        gauge(registry, "coded.documents", null, "Documents that have a code", IndexStatistics::coded);
        gauge(registry, "deleted.documents", null, "Deleted documents not yet merged away", IndexStatistics::deleted);
        gauge(registry, "segments", null, "Segments of the index", IndexStatistics::segments);
        gauge(registry, "size", "bytes", "Bytes on disk", IndexStatistics::sizeBytes);
        gauge(registry, "codes", "bytes", "Bytes on disk of the codes alone", IndexStatistics::codeBytes);
        gauge(registry, "uncommitted.documents", null, "Changes not yet durable", IndexStatistics::uncommitted);
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            @Nullable String unit,
            String description,
            ToDoubleFunction<IndexStatistics> value) {
        Gauge.builder("corrsh.index." + name, () -> value.applyAsDouble(statistics()))
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    private IndexStatistics statistics() {
        Look look = last;
        if (look == null || System.nanoTime() - look.nanos > FRESH_NANOS) {
            look = new Look(System.nanoTime(), index.read(HammingIndex::statistics));
            last = look;
        }
        return look.statistics;
    }

    private record Look(long nanos, IndexStatistics statistics) {}
}
