package io.corrsh.service.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs the command line inside the tests' process. */
public final class CorrshRunner {

    private CorrshRunner() {}

    /** Runs a command that ends, and gives back its exit code. */
    public static int run(Class<?> application, String... arguments) {
        return Corrsh.commandLine(application).execute(arguments);
    }

    /** Runs a command that ends, and gives back all it wrote. */
    static Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Corrsh.commandLine(Object.class)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int code = line.execute(arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    /** What a command did. */
    record Outcome(int code, String out, String err) {}
}
