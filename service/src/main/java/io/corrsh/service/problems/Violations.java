package io.corrsh.service.problems;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

    /** The constant with this name in lower case; notes a violation and gives the usual one where there is none. */
    public <E extends Enum<E>> E choice(String field, @Nullable String name, E usual) {
        if (name == null) {
            return usual;
        }
        List<String> names = new ArrayList<>();
        for (E constant : usual.getDeclaringClass().getEnumConstants()) {
            String label = constant.name().toLowerCase(Locale.ROOT);
            if (label.equals(name)) {
                return constant;
            }
            names.add(label);
        }
        add(field, "must be one of %s, got '%s'".formatted(names, name));
        return usual;
    }

    /** Leaves by an exception if anything was noted. */
    public void check() {
        if (!found.isEmpty()) {
            throw ProblemException.invalid(found);
        }
    }
}
