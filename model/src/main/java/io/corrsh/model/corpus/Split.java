package io.corrsh.model.corpus;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of a corpus that a document belongs to. */
public enum Split {
    TRAIN,
    VALIDATION,
    TEST;

    /** The name in a corpus file, such as {@code train}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The split of a name, or {@code null} if there is none. */
    static @Nullable Split of(Object name) {
        for (Split split : values()) {
            if (split.label().equals(name)) {
                return split;
            }
        }
        return null;
    }
}
