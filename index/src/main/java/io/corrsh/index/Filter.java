package io.corrsh.index;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which documents a query may return, by their {@link IndexedDocument#fields() fields}. */
public sealed interface Filter {

    /** What passes a filter, {@code null} for everything, and another one too. */
    static Filter both(@Nullable Filter one, Filter other) {
        return one == null ? other : new And(List.of(one, other));
    }

    /** Some value of the field is equal to this {@code String}, {@code Double} or {@code Boolean}. */
    record Equal(String field, Object value) implements Filter {
        public Equal {
            Objects.requireNonNull(field, "'field' must not be null");
            if (!(value instanceof String || value instanceof Double || value instanceof Boolean)) {
                throw new IllegalArgumentException(
                        "'value' must be a String, Double or Boolean, got %s".formatted(value));
            }
        }
    }

    /** Some number of the field lies between the bounds, both included; {@code null} leaves a side open. */
    record Range(
            String field, @Nullable Double from, @Nullable Double to) implements Filter {}

    /** The field has a value. */
    record Exists(String field) implements Filter {}

    /** Every one of these passes. */
    record And(List<Filter> of) implements Filter {
        public And {
            of = List.copyOf(of);
        }
    }

    /** At least one of these passes. */
    record Or(List<Filter> of) implements Filter {
        public Or {
            of = List.copyOf(of);
        }
    }

    /** This one does not pass. */
    record Not(Filter of) implements Filter {}
}
