package io.corrsh.service.breakers;

import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.settings.CorrshProperties;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What writes have to pass before they take memory or disk. */
@Component
public final class Breakers {

    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);

    private final List<Breaker> all;
    private final Counter refused;
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    Breakers(CorrshProperties properties, MeterRegistry registry) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        all = List.of(
                new DiskBreaker(properties.dataDir(), properties.breakers().diskFree()),
                new HeapBreaker(
                        () -> used(memory.getHeapMemoryUsage()),
                        memory::gc,
                        properties.breakers().heap()));
        for (Breaker breaker : all) {
            Gauge.builder("corrsh.breaker.open", breaker, one -> one.isOpen() ? 1 : 0)
                    .description("Whether writes are refused because something runs out")
                    .tag("breaker", breaker.name())
                    .register(registry);
        }
        refused = Counter.builder("corrsh.breaker.refused")
                .description("Writes that were refused because something runs out")
                .register(registry);
    }

    private static double used(MemoryUsage heap) {
        return heap.getMax() <= 0 ? 0 : (double) heap.getUsed() / heap.getMax();
    }

    /**
     * Goes on, or refuses.
     *
     * @throws ProblemException with status 507 if something runs out
     */
    public void check() {
        for (Breaker breaker : all) {
            try {
                breaker.check();
            } catch (ProblemException e) {
                refused.increment();
                if (open.add(breaker.name())) {
                    LOG.error("{}", e.detail());
                }
                throw e;
            }
            if (open.remove(breaker.name())) {
                LOG.info("Writes are taken again: there is enough {}", breaker.name());
            }
        }
    }
}
