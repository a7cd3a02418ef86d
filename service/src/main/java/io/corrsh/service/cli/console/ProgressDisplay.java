package io.corrsh.service.cli.console;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how long work goes on: by a bar on a terminal, else by a line every now and then. For one thread.
 */
public final class ProgressDisplay implements AutoCloseable {

    private static final long LINE_NANOS = 10_000_000_000L;

    private final String task;
    private final long total;
    private final PrintWriter err;
    private final @Nullable ProgressBar bar;
    private long done;
    private long lastLine = System.nanoTime();

    private ProgressDisplay(String task, long total, String unit, PrintWriter err, boolean terminal) {
        this.task = task;
        this.total = total;
        this.err = err;
        this.bar = terminal ? bar(task, total, unit) : null;
    }

    /**
     * Begins to show work.
     *
     * @param total how much there is to do, or -1 if not known
     * @param unit what is counted, in the plural
     */
    public static ProgressDisplay begin(String task, long total, String unit, PrintWriter err) {
        return new ProgressDisplay(task, total, unit, err, isTerminal());
    }

    /** So much is done. */
    public void to(long amount) {
        done = amount;
        if (bar != null) {
            bar.stepTo(amount);
        } else if (System.nanoTime() - lastLine > LINE_NANOS) {
            lastLine = System.nanoTime();
            line();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        } else if (done > 0) {
            line();
        }
    }

    private void line() {
        err.println(
                total < 0
                        ? "%s: %,d".formatted(task, done)
                        : String.format(Locale.ROOT, "%s: %,d of %,d", task, done, total));
        err.flush();
    }

    private static ProgressBar bar(String task, long total, String unit) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .showSpeed()
                .build();
    }

    /** Whether standard error is a terminal: the launcher knows, Java only of standard input and output. */
    @SuppressWarnings("SystemConsoleNull") // since Java 25 there is none again without a terminal
    private static boolean isTerminal() {
        String told = System.getProperty("corrsh.terminal");
        if (told != null) {
            return Boolean.parseBoolean(told);
        }
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
