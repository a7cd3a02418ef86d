package io.corrsh.index;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A document as an index keeps it. The arrays are not copied and must not be changed.
 *
 * @param id its id, 1 to 512 bytes of UTF-8
 * @param code its code, or {@code null} if it has none: then it is stored but never found by distance
 * @param source what to give back with a hit; the index does not look into it
 * @param fields the values that {@link Filter}s can ask for: {@code String}, {@code Double} or {@code Boolean}, several
 * a field
 * @param text what the document can be found by in words; {@code null} for nothing, and in documents that an index gives
 * back
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are handed on, not compared
public record IndexedDocument(
        String id,
        long @Nullable [] code,
        byte[] source,
        Map<String, List<Object>> fields,
        @Nullable String text) {

    /** The most bytes that an id may have in UTF-8. */
    public static final int MAX_ID_BYTES = 512;

    public IndexedDocument {
        Objects.requireNonNull(id, "'id' must not be null");
        Objects.requireNonNull(source, "'source' must not be null");
        fields = Map.copyOf(fields);
    }

    /** A document that is not found by words. */
    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    public IndexedDocument(String id, long @Nullable [] code, byte[] source, Map<String, List<Object>> fields) {
        this(id, code, source, fields, null);
    }
}
