package io.corrsh.index.lucene.search;

import io.corrsh.index.Deadline;
import io.corrsh.index.lucene.codec.CodeColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts the documents at each distance from a code, exactly.
 *
 * @param field the codes, kept by {@link io.corrsh.index.lucene.codec.HammingCodesFormat}
 * @param bits the length of the code
 * @param code the code's words; bits beyond the length are zero
 * @param radius the largest distance to count
 * @param filter only documents that match it, or {@code null} for all
 * @param deadline when to give up
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are handed on, not compared
public record HammingHistogram(
        String field,
        int bits,
        long[] code,
        int radius,
        @Nullable Query filter,
        Deadline deadline) {

    /** Codes between two looks at the deadline. */
    private static final int STEP = 1 << 15;

    public HammingHistogram {
        if (code.length != (bits + 63) / 64) {
            throw new IllegalArgumentException(
                    "'code' of %d bits must have %d words, got %d".formatted(bits, (bits + 63) / 64, code.length));
        }
        if (radius < 0) {
            throw new IllegalArgumentException("'radius' must not be negative, got %d".formatted(radius));
        }
        radius = Math.min(radius, bits);
    }

    /**
     * The counts.
     *
     * @param byDistance the number of documents at distance 0, 1, 2, ..., radius
     * @param compared how many codes were compared
     */
    @SuppressWarnings("ArrayRecordComponent") // arrays are handed on, not compared
    public record Counts(long[] byDistance, long compared) {}

    /**
     * Counts with the searcher's executor if it has one.
     *
     * @throws io.corrsh.index.SearchStoppedException if the deadline passes first
     */
    public Counts count(IndexSearcher searcher) throws IOException {
        Weight weight = filter == null
                ? null
                : searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        List<Callable<Counts>> parts = new ArrayList<>();
        for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
            CodeColumns columns = LeafCodes.columns(context, field, bits);
            if (columns != null) {
                addParts(context, columns, weight, parts);
            }
        }
        long[] sum = new long[radius + 1];
        long compared = 0;
        for (Counts part : searcher.getTaskExecutor().invokeAll(parts)) {
            for (int distance = 0; distance < sum.length; distance++) {
                sum[distance] += part.byDistance[distance];
            }
            compared += part.compared;
        }
        return new Counts(sum, compared);
    }

    private void addParts(
            LeafReaderContext context, CodeColumns columns, @Nullable Weight weight, List<Callable<Counts>> parts)
            throws IOException {
        Bits accept = context.reader().getLiveDocs();
        if (weight != null) {
            FixedBitSet matches = LeafCodes.matches(weight, context, deadline);
            int count = matches == null ? 0 : matches.cardinality();
            if (matches == null || count == 0) {
                return;
            }
            if (count < columns.size() / LeafCodes.WALK) {
                parts.add(() -> walk(columns, new BitSetIterator(matches, count)));
                return;
            }
            accept = matches;
        }
        Bits accepted = accept;
        for (LeafCodes.Slice slice : LeafCodes.slices(columns, LeafCodes.SLICE_WORDS)) {
            parts.add(() -> scan(columns, slice, accepted));
        }
    }

    private Counts walk(CodeColumns columns, DocIdSetIterator documents) throws IOException {
        long[] counts = new long[radius + 1];
        long compared = 0;
        for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
            int ord = columns.ord(doc);
            if (ord >= 0) {
                int distance = columns.distance(ord, code);
                if (distance <= radius) {
                    counts[distance]++;
                }
                if (++compared % STEP == 0) {
                    deadline.check();
                }
            }
        }
        return new Counts(counts, compared);
    }

    private Counts scan(CodeColumns columns, LeafCodes.Slice slice, @Nullable Bits accept) {
        long[] counts = new long[radius + 1];
        int[] distances = new int[CodeColumns.BLOCK];
        for (int from = slice.from(); from < slice.to(); from += CodeColumns.BLOCK) {
            if (from % STEP == 0) {
                deadline.check();
            }
            int length = Math.min(CodeColumns.BLOCK, slice.to() - from);
            if (radius < bits && columns.minimum(from, length, code) > radius) {
                continue;
            }
            columns.distances(from, length, code, distances);
            for (int i = 0; i < length; i++) {
                if (distances[i] <= radius && (accept == null || accept.get(columns.doc(from + i)))) {
                    counts[distances[i]]++;
                }
            }
        }
        return new Counts(counts, slice.to() - slice.from());
    }
}
