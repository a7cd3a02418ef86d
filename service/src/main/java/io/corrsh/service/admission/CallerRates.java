package io.corrsh.service.admission;

import io.corrsh.service.settings.Rates;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How much each caller still may ask for. Safe for use by several threads; its memory is bounded, the caller that was seen longest
 * ago is forgotten first.
 */
final class CallerRates {

    private static final int MAX_CALLERS = 10_000;

    private final Rates settings;
    private final Map<String, Bucket> requests = bounded();
    private final Map<String, Bucket> texts = bounded();

    CallerRates(Rates settings) {
        this.settings = settings;
    }

    /** Takes a request of a caller; gives back how long it has to wait if it has none left, else zero. */
    Duration takeRequest(String caller) {
        if (settings.requests() == 0) {
            return Duration.ZERO;
        }
        int burst = settings.burst() == 0 ? settings.requests() : settings.burst();
        return take(
                requests,
                caller,
                1,
                () -> Bucket.builder()
                        .addLimit(
                                limit -> limit.capacity(burst).refillGreedy(settings.requests(), Duration.ofSeconds(1)))
                        .build());
    }

    /** Takes texts of a caller's day; gives back how long it has to wait if it has not so many left, else zero. */
    Duration takeTexts(String caller, int count) {
        if (settings.texts() == 0) {
            return Duration.ZERO;
        }
        return take(
                texts,
                caller,
                count,
                () -> Bucket.builder()
                        .addLimit(limit ->
                                limit.capacity(settings.texts()).refillGreedy(settings.texts(), Duration.ofDays(1)))
                        .build());
    }

    private static Duration take(Map<String, Bucket> buckets, String caller, int count, Supplier<Bucket> full) {
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(caller, name -> full.get());
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(count);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    private static Map<String, Bucket> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > MAX_CALLERS;
            }
        };
    }
}
