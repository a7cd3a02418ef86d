package io.corrsh.service.metrics.process;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/**
 * The memory of the process as the kernel counts it, and how long its control group kept it from running. NaN where there is
 * no Linux, or no limit.
 */
@Component
final class ProcessGauges implements MeterBinder {

    private final KernelFile status = new KernelFile(Path.of("/proc/self/status"));
    private final KernelFile processors =
            new KernelFile(Path.of("/sys/fs/cgroup/cpu.stat"), Path.of("/sys/fs/cgroup/cpu,cpuacct/cpu.stat"));
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

    @Override
    public void bindTo(MeterRegistry registry) {
        resident(registry, "anonymous", "RssAnon");
        resident(registry, "files", "RssFile");
        Gauge.builder("corrsh.native.memory", this::outsideOfJava)
                .description("Resident memory that neither the heap nor Java's own areas account for: it must not grow")
                .baseUnit("bytes")
                .register(registry);
        FunctionCounter.builder("corrsh.cpu.throttled", this, ProcessGauges::throttledSeconds)
                .description("How long the container's limit of processors kept the process from running")
                .baseUnit("seconds")
                .register(registry);
    }

    private void resident(MeterRegistry registry, String kind, String field) {
        Gauge.builder("corrsh.memory.resident", () -> status.number(field) * 1024)
                .description("Resident memory: anonymous (heap, native) and files (codes, libraries)")
                .baseUnit("bytes")
                .tag("kind", kind)
                .register(registry);
    }

    private double outsideOfJava() {
        double known = (double) memory.getHeapMemoryUsage().getCommitted()
                + memory.getNonHeapMemoryUsage().getCommitted();
        double anonymous = status.number("RssAnon") * 1024;
        // Heap that was committed and never touched is not resident.
        return Double.isNaN(anonymous) ? Double.NaN : Math.max(0, anonymous - known);
    }

    private double throttledSeconds() {
        double micros = processors.number("throttled_usec");
        double seconds = Double.isNaN(micros) ? processors.number("throttled_time") / 1e9 : micros / 1e6;
        return Double.isNaN(seconds) ? 0 : seconds;
    }
}
