package io.corrsh.service.cli.console;

import java.io.PrintWriter;

/** Tells of lines that are left out: the first ones each, all of them by their number. For one thread. */
public final class BrokenLines {

    private static final int SHOWN = 20;

    private final String file;
    private final PrintWriter err;
    private long count;

    public BrokenLines(String file, PrintWriter err) {
        this.file = file;
        this.err = err;
    }

    public void add(long line, String reason) {
        count++;
        if (count <= SHOWN) {
            err.printf("%s: line %d: %s%n", file, line, reason);
        } else if (count == SHOWN + 1) {
            err.printf("%s: more lines like these are not shown%n", file);
        }
    }

    public long count() {
        return count;
    }
}
