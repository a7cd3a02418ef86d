package io.corrsh.service.admission.rates;

import io.corrsh.service.settings.Rates;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What each caller still has of something that comes back evenly. Safe for use by several threads; its memory is bounded, the caller
 * that was seen longest ago is forgotten first.
 */
public final class CallerRates {

    private final long capacity;
    private final long refill;
    private final Duration period;
    private final Recent<Bucket> buckets = new Recent<>();

    private CallerRates(long capacity, long refill, Duration period) {
        this.capacity = capacity;
        this.refill = refill;
        this.period = period;
    }

    /** The requests of a second, with room for a burst. */
    public static CallerRates requests(Rates settings) {
        int burst = settings.burst() == 0 ? settings.requests() : settings.burst();
        return new CallerRates(burst, settings.requests(), Duration.ofSeconds(1));
    }

    /** The texts of a day. */
    public static CallerRates texts(Rates settings) {
        return new CallerRates(settings.texts(), settings.texts(), Duration.ofDays(1));
    }

    /** Whether anything is limited at all. */
    public boolean isLimited() {
        return refill > 0;
    }

    /** The most that a caller can take at once. */
    public long capacity() {
        return capacity;
    }

    /** What a caller would get, of which nothing is taken; null for one who has taken nothing lately. */
    public @Nullable Allowance look(String caller) {
        Bucket bucket = buckets.get(caller);
        if (bucket == null) {
            return null;
        }
        EstimationProbe probe = bucket.estimateAbilityToConsume(1);
        return allowance(probe.canBeConsumed(), probe.getRemainingTokens(), probe.getNanosToWaitForRefill());
    }

    /** Takes what a caller asks for, at most the capacity, or nothing if it has not so much left. */
    public Allowance take(String caller, int count) {
        ConsumptionProbe probe = bucket(caller).tryConsumeAndReturnRemaining(count);
        return allowance(probe.isConsumed(), probe.getRemainingTokens(), probe.getNanosToWaitForRefill());
    }

    public void giveBack(String caller, int count) {
        bucket(caller).addTokens(count);
    }

    private Allowance allowance(boolean granted, long remaining, long nanos) {
        Duration reset = Duration.ofNanos((long) ((double) (capacity - remaining) / refill * period.toNanos()));
        return new Allowance(granted, capacity, remaining, reset, Duration.ofNanos(nanos));
    }

    private Bucket bucket(String caller) {
        return buckets.computeIfAbsent(
                caller,
                name -> Bucket.builder()
                        // Not the wall clock, which may jump.
                        .withNanosecondPrecision()
                        .addLimit(limit -> limit.capacity(capacity).refillGreedy(refill, period))
                        .build());
    }
}
