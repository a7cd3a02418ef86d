package io.corrsh.index.lucene.search;

import io.corrsh.index.Deadline;
import io.corrsh.index.lucene.codec.CodeColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/** What searches of a segment have in common: its columns, the documents that a filter passes, and how it is cut up. */
public final class LeafCodes {

    /** A filter that passes less than one in so many codes is walked; else the codes are scanned. */
    static final int WALK = 16;

    /** So many words are a slice, the work of one thread: some tenths of a millisecond. */
    static final int SLICE_WORDS = 1 << 20;

    /** Documents to ask a filter about between two looks at the deadline. */
    private static final int FILTER_STEP = 1 << 18;

    private LeafCodes() {}

    /**
     * The columns of a segment, or {@code null} if it has no codes.
     *
     * @throws IllegalArgumentException if its codes have another length
     */
    public static @Nullable CodeColumns columns(LeafReaderContext context, String field, int bits) throws IOException {
        CodeColumns columns = CodeColumns.of(context.reader(), field);
        if (columns == null || columns.size() == 0) {
            return null;
        }
        if (columns.bytes() * 8 != bits) {
            throw new IllegalArgumentException(
                    "'code' must have %d bits as field '%s', got %d".formatted(columns.bytes() * 8, field, bits));
        }
        return columns;
    }

    /** The live documents of a segment that match a filter, or {@code null} if there are none. */
    public static @Nullable FixedBitSet matches(Weight filter, LeafReaderContext context, Deadline deadline)
            throws IOException {
        Scorer scorer = filter.scorer(context);
        if (scorer == null) {
            return null;
        }
        int maxDoc = context.reader().maxDoc();
        FixedBitSet matches = new FixedBitSet(maxDoc);
        DocIdSetIterator iterator = scorer.iterator();
        iterator.nextDoc();
        while (iterator.docID() < maxDoc) {
            deadline.check();
            int upTo = (int) Math.min(maxDoc, (long) iterator.docID() + FILTER_STEP);
            iterator.intoBitSet(upTo, matches, 0);
        }
        Bits live = context.reader().getLiveDocs();
        if (live != null) {
            live.applyMask(matches, 0);
        }
        return matches;
    }

    /** Codes from one ordinal up to another, not included. */
    record Slice(int from, int to) {}

    /** Cuts a segment into slices of about so many words. */
    static List<Slice> slices(CodeColumns columns, int words) {
        int count = (int) Math.max(1, ((long) columns.size() * columns.words() + words / 2) / words);
        List<Slice> slices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            slices.add(new Slice(bound(columns, i, count), bound(columns, i + 1, count)));
        }
        return slices;
    }

    private static int bound(CodeColumns columns, int slice, int slices) {
        if (slice == slices) {
            return columns.size();
        }
        // Whole blocks, as the scan takes them.
        int at = (int) ((long) columns.size() * slice / slices);
        return at / CodeColumns.BLOCK * CodeColumns.BLOCK;
    }
}
