package io.corrsh.service.problems;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request, so that its sender learns all of it at once. */
public final class Violations {

    private final List<Violation> found = new ArrayList<>();

    /** Notes a value that breaks its rule. */
    public void add(String field, String message) {
        found.add(new Violation(field, message));
    }

    /** Notes a value that breaks its rule unless {@code valid}. */
    public void require(boolean valid, String field, String rule, Object value) {
        if (!valid) {
            add(field, "must be %s, got %s".formatted(rule, value));
        }
    }

    /** Leaves by an exception if anything was noted. */
    public void check() {
        if (!found.isEmpty()) {
            throw ProblemException.invalid(found);
        }
    }
}
