package io.corrsh.service.collections.settings;

import java.util.Locale;

/** What to do with a document that is like one in the index. */
public enum OnDuplicate {
    /** It is stored as any other; nobody looks for ones like it. */
    KEEP,
    /** It is not stored. */
    SKIP,
    /** It is stored with the field {@code duplicate_of}. */
    TAG;

    /** The name of the request parameter. */
    public static final String NAME = "on_duplicate";

    /** How requests call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
