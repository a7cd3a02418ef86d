package io.corrsh.index.lucene.check;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong; of one place only the first few things are told apart. */
final class Problems {

    private static final int MOST = 100;

    private final List<String> found = new ArrayList<>();
    private long more;

    void add(String where, String what) {
        if (found.size() < MOST) {
            found.add(where + ": " + what);
        } else {
            more++;
        }
    }

    void add(String where, Throwable cause) {
        String message = cause.getMessage();
        add(where, message == null ? cause.toString() : message);
    }

    List<String> list() {
        List<String> all = new ArrayList<>(found);
        if (more > 0) {
            all.add("and %d more".formatted(more));
        }
        return all;
    }
}
