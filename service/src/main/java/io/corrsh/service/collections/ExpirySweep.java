package io.corrsh.service.collections;

import io.corrsh.service.settings.CorrshProperties;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Removes documents whose time is over, again and again, in a thread of its own. */
@Component
final class ExpirySweep implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ExpirySweep.class);

    private final CollectionRegistry collections;
    private final Counter removed;
    private final ScheduledExecutorService thread;

    ExpirySweep(CollectionRegistry collections, CorrshProperties properties, MeterRegistry registry) {
        this.collections = collections;
        this.removed = Counter.builder("corrsh.index.expired")
                .description("Documents removed because their time was over")
                .register(registry);
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("corrsh-expiry").daemon().factory());
        long nanos = properties.limits().expiry().toNanos();
        var unused = thread.scheduleWithFixedDelay(this::sweep, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private void sweep() {
        for (Collection collection : collections.all()) {
            if (collection.failure() == null) {
                sweep(collection);
            }
        }
    }

    private void sweep(Collection collection) {
        try (Lease lease = collection.lend()) {
            removed.increment((double) lease.generation().opened().index().removeExpired());
        } catch (RuntimeException e) {
            LOG.warn(
                    "Documents of collection '{}' whose time is over could not be removed; they stay invisible",
                    collection.name(),
                    e);
        }
    }

    @Override
    public void destroy() {
        // A removal that runs is let end: an interrupt would fail it.
        thread.close();
    }
}
