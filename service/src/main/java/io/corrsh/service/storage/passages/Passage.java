package io.corrsh.service.storage.passages;

import org.jspecify.annotations.Nullable;

/**
 * A part of a text.
 *
 * @param start where it begins in the text, in UTF-16 code units
 * @param end where it ends, itself not in it
 * @param code its code, {@code null} if it has none, or none yet
 */
@SuppressWarnings("ArrayRecordComponent")
public record Passage(int start, int end, long @Nullable [] code) {

    /** The same part with its code. */
    public Passage withCode(long @Nullable [] made) {
        return new Passage(start, end, made);
    }

    /** The part of a text. */
    public String of(String text) {
        return text.substring(start, end);
    }
}
