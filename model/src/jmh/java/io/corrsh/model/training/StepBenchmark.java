package io.corrsh.model.training;

import io.corrsh.model.training.options.TrainingOptions;

import io.corrsh.model.training.options.Preset;

import com.sun.management.OperatingSystemMXBean;
import io.corrsh.model.training.history.EpochReport;
import io.corrsh.model.training.network.StepLoss;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The cost of a training step on a corpus: CPU time of the whole process (the JIT compiler and the garbage collector
 * included) and wall time, over the steps 201 to 700, without the validation between epochs.
 *
 * <p>{@code mvn -Pbench -pl model verify -DskipTests -Dbench.main=io.corrsh.model.training.StepBenchmark
 * -Djmh.arguments="20newsgroups.jsonl.gz paper"}
 */
public final class StepBenchmark implements TrainingListener {

    private static final int FIRST = 201;
    private static final int LAST = 700;

    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Thread trainer = Thread.currentThread();
    private boolean afterValidation = true;
    private long lastCpu;
    private long lastWall;
    private long cpu;
    private long wall;
    private int counted;

    private StepBenchmark() {}

    public static void main(String[] arguments) throws IOException, TrainingException {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("Usage: StepBenchmark CORPUS paper|best");
        }
        Preset preset = Preset.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        TrainingOptions options =
                TrainingOptions.builder(preset).threads(1).epochs(1000).build();
        Path output = Files.createTempDirectory("corrsh-step-benchmark");
        StepBenchmark benchmark = new StepBenchmark();
        try {
            Training.run(options, List.of(Path.of(arguments[0])), output, benchmark);
        } catch (InterruptedException e) {
            System.out.println("Ended within its first epoch");
        } finally {
            Thread.interrupted();
            delete(output);
        }
        System.out.printf(
                Locale.ROOT,
                "%s, 1 thread, %d steps: %.2f ms CPU, %.2f ms wall a step%n",
                arguments[1],
                benchmark.counted,
                benchmark.cpu / 1e6 / benchmark.counted,
                benchmark.wall / 1e6 / benchmark.counted);
    }

    @Override
    public void step(long step, StepLoss loss) {
        long nowCpu = system.getProcessCpuTime();
        long nowWall = System.nanoTime();
        if (step >= FIRST && !afterValidation) {
            counted++;
            cpu += nowCpu - lastCpu;
            wall += nowWall - lastWall;
        }
        afterValidation = false;
        lastCpu = nowCpu;
        lastWall = nowWall;
        if (step == LAST) {
            trainer.interrupt();
        }
    }

    @Override
    public void epoch(EpochReport report) {
        afterValidation = true;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
