package io.corrsh.service.security.keys;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down who tries keys: an address that has sent too many wrong ones has to wait. Safe for use by several threads;
 * its memory is bounded, the address that was seen longest ago is forgotten first.
 */
final class FailureLimit {

    private static final int MAX_ADDRESSES = 10_000;

    private final int failures;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    /**
     * Makes a limit.
     *
     * @param failures how many wrong keys an address may send in a minute
     */
    FailureLimit(int failures) {
        this.failures = failures;
    }

    /** How long an address has to wait before its keys are looked at again; zero if it need not. */
    Duration wait(String address) {
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.get(address);
        }
        if (bucket == null) {
            return Duration.ZERO;
        }
        var estimate = bucket.estimateAbilityToConsume(1);
        return Duration.ofNanos(estimate.getNanosToWaitForRefill());
    }

    /** Counts a wrong key. */
    void failed(String address) {
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(
                    address,
                    any -> Bucket.builder()
                            // Not the wall clock, which may jump.
                            .withNanosecondPrecision()
                            .addLimit(limit -> limit.capacity(failures).refillGreedy(failures, Duration.ofMinutes(1)))
                            .build());
        }
        bucket.tryConsume(1);
    }
}
