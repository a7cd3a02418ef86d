package io.corrsh.service.storage.words;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Stems of words that were seen: the frequent words of a language make up nearly all of a text. A place holds the last word
 * that fell on it. For use by several threads without locks: what stands in a place never changes, and which of two threads
 * comes last does not matter.
 */
final class StemCache {

    private static final int PLACES = 1 << 14;

    /** Longer words are rare, and would keep much memory. */
    private static final int LONGEST = 32;

    private final @Nullable Stem[] places = new @Nullable Stem[PLACES];

    /** A word and its stem, neither of which anyone changes. */
    @SuppressWarnings("ArrayRecordComponent")
    record Stem(char[] word, char[] stem) {}

    /** The stem of a word, if it is known. */
    @Nullable
    Stem find(char[] buffer, int length) {
        Stem known = places[place(buffer, length)];
        return known != null && Arrays.equals(known.word, 0, known.word.length, buffer, 0, length) ? known : null;
    }

    /** Keeps the stem of a word. */
    void put(Stem stem) {
        if (stem.word.length <= LONGEST) {
            places[place(stem.word, stem.word.length)] = stem;
        }
    }

    private static int place(char[] buffer, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + buffer[i];
        }
        hash *= 0x9E3779B1;
        return hash >>> 32 - Integer.numberOfTrailingZeros(PLACES);
    }
}
