package io.corrsh.service.cli.console;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err all else
 */
public record Terminal(PrintWriter out, PrintWriter err) {

    /** The streams of a command that ends; logging keeps off its results. */
    public static Terminal of(@Nullable CommandSpec spec) {
        QuietLogging.set();
        var line = Objects.requireNonNull(spec, "picocli sets it").commandLine();
        return new Terminal(line.getOut(), line.getErr());
    }
}
