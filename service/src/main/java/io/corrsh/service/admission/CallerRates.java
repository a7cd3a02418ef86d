package io.corrsh.service.admission;

import io.corrsh.service.settings.Rates;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each caller still has of something that comes back evenly. Safe for use by several threads; its memory is bounded, the caller
 * that was seen longest ago is forgotten first.
 */
final class CallerRates {

    private static final int MAX_CALLERS = 10_000;

    private final long capacity;
    private final long refill;
    private final Duration period;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_CALLERS;
        }
    };

    private CallerRates(long capacity, long refill, Duration period) {
        this.capacity = capacity;
        this.refill = refill;
        this.period = period;
    }

    /** The requests of a second, with room for a burst. */
    static CallerRates requests(Rates settings) {
        int burst = settings.burst() == 0 ? settings.requests() : settings.burst();
        return new CallerRates(burst, settings.requests(), Duration.ofSeconds(1));
    }

    /** The texts of a day. */
    static CallerRates texts(Rates settings) {
        return new CallerRates(settings.texts(), settings.texts(), Duration.ofDays(1));
    }

    /** Whether anything is limited at all. */
    boolean isLimited() {
        return refill > 0;
    }

    /** The most that a caller can take at once. */
    long capacity() {
        return capacity;
    }

    /** Takes what a caller asks for, at most the capacity, or nothing if it has not so much left. */
    Allowance take(String caller, int count) {
        return Allowance.of(capacity, bucket(caller).tryConsumeAndReturnRemaining(count));
    }

    void giveBack(String caller, int count) {
        bucket(caller).addTokens(count);
    }

    private Bucket bucket(String caller) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(
                    caller,
                    name -> Bucket.builder()
                            .addLimit(limit -> limit.capacity(capacity).refillGreedy(refill, period))
                            .build());
        }
    }
}
