package io.corrsh.model.training.options.value;

/** Checks of options, with one form of message. */
public final class Checks {

    private Checks() {}

    public static void require(boolean holds, String name, String rule, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("'%s' must be %s, got %s".formatted(name, rule, got));
        }
    }
}
