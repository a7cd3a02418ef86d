package io.corrsh.service.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Looks at the Java machine and what the operating system or the container gives it. */
final class MachineChecks {

    private static final int JAVA = 25;
    private static final long SMALL_HEAP = 256L << 20;
    private static final long FEW_FILES = 1024;

    private MachineChecks() {}

    static Finding java() {
        String version = "%s %s".formatted(System.getProperty("java.vendor"), Runtime.version());
        return Runtime.version().feature() == JAVA
                ? Finding.ok("java", version)
                : Finding.warn("java", "%s: tried only with %d".formatted(version, JAVA));
    }

    static Finding processors() {
        int processors = Runtime.getRuntime().availableProcessors();
        String detail = "%d, %s %s".formatted(processors, System.getProperty("os.name"), System.getProperty("os.arch"));
        return processors > 1
                ? Finding.ok("processors", detail)
                : Finding.warn("processors", detail + ": requests, merges and the collector share one");
    }

    static Finding memory() {
        long heap = Runtime.getRuntime().maxMemory();
        long all =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        String detail = "heap up to %s of %s".formatted(size(heap), size(all));
        if (heap < SMALL_HEAP) {
            return Finding.warn("memory", detail + ": give it 256 MB or more (CORRSH_OPTS=-Xmx512m)");
        }
        return heap > all * 9 / 10
                ? Finding.warn("memory", detail + ": leave some for the codes, which are mapped files, and for PyTorch")
                : Finding.ok("memory", detail);
    }

    static Finding files() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return Finding.ok("open files", "no limit is known here");
        }
        long limit = system.getMaxFileDescriptorCount();
        return limit >= FEW_FILES
                ? Finding.ok("open files", "up to " + limit)
                : Finding.warn("open files", "up to %d: allow %d or more (ulimit -n)".formatted(limit, FEW_FILES));
    }

    static String size(long bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30))
                : "%d MB".formatted(bytes >> 20);
    }
}
