package io.corrsh.index.lucene.search;

import io.corrsh.index.lucene.codec.CodeColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * The k nearest documents to a code within a radius, exactly. Ties in distance are broken by the weighted distance, then
 * by the id, so the answer does not depend on segments, merges or document numbers.
 *
 * <p>{@link #search(IndexSearcher)} gives the hits in that order, with an exact total. As a part of other Lucene queries
 * it matches these hits, with (bits - distance) / bits for a score.
 */
public final class HammingKnnQuery extends Query {

    /** A filter that passes less than one in so many codes is walked; else the codes are scanned. */
    private static final int WALK = 16;

    private final String field;
    private final String idField;
    private final int bits;
    private final long[] code;
    private final @Nullable BitWeights weights;
    private final int k;
    private final int radius;
    private final @Nullable Query filter;

    /**
     * Creates a query.
     *
     * @param field the codes, kept by {@link io.corrsh.index.lucene.codec.HammingCodesFormat}
     * @param idField the documents' ids, as sorted doc values; every document with a code has one
     * @param bits the length of the code
     * @param code the code's words; bits beyond the length are zero
     * @param weights what a differing bit costs among ties, or {@code null}
     * @param k the most hits, at least 1
     * @param radius no hit is farther
     * @param filter only documents that match it, or {@code null} for all
     */
    public HammingKnnQuery(
            String field,
            String idField,
            int bits,
            long[] code,
            @Nullable BitWeights weights,
            int k,
            int radius,
            @Nullable Query filter) {
        if (code.length != (bits + 63) / 64) {
            throw new IllegalArgumentException(
                    "'code' of %d bits must have %d words, got %d".formatted(bits, (bits + 63) / 64, code.length));
        }
        if (weights != null && weights.bits() != bits) {
            throw new IllegalArgumentException(
                    "'weights' must be one a bit, %d, got %d".formatted(bits, weights.bits()));
        }
        if (k < 1) {
            throw new IllegalArgumentException("'k' must be at least 1, got %d".formatted(k));
        }
        if (radius < 0) {
            throw new IllegalArgumentException("'radius' must not be negative, got %d".formatted(radius));
        }
        this.field = Objects.requireNonNull(field, "'field' must not be null");
        this.idField = Objects.requireNonNull(idField, "'idField' must not be null");
        this.bits = bits;
        this.code = code.clone();
        this.weights = weights;
        this.k = k;
        this.radius = Math.min(radius, bits);
        this.filter = filter;
    }

    /** Searches every segment in turn; what one has found bounds the search of the next. */
    public HammingHits search(IndexSearcher searcher) throws IOException {
        Weight accept = filter == null
                ? null
                : searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        int wanted = Math.min(k, Math.max(1, searcher.getIndexReader().maxDoc()));
        List<Candidate> nearest = List.of();
        long total = 0;
        long compared = 0;
        for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
            Leaf leaf = leaf(context);
            if (leaf != null) {
                int bound = nearest.size() < wanted ? radius : nearest.getLast().distance;
                LeafScan scan = new LeafScan(leaf, code, weights, wanted, radius, bound);
                total += search(scan, leaf, accept);
                compared += scan.compared();
                nearest = merge(nearest, scan.nearest(), wanted);
            }
        }
        List<HammingHit> hits = new ArrayList<>(nearest.size());
        for (Candidate candidate : nearest) {
            CodeColumns columns = candidate.leaf.columns();
            int doc = candidate.leaf.context().docBase + columns.doc(candidate.ord);
            hits.add(new HammingHit(doc, columns.code(candidate.ord), candidate.distance, candidate.weighted));
        }
        return new HammingHits(hits, total, compared);
    }

    private @Nullable Leaf leaf(LeafReaderContext context) throws IOException {
        LeafReader reader = context.reader();
        CodeColumns columns = CodeColumns.of(reader, field);
        if (columns == null || columns.size() == 0) {
            return null;
        }
        if (columns.bytes() * 8 != bits) {
            throw new IllegalArgumentException(
                    "'code' must have %d bits as field '%s', got %d".formatted(columns.bytes() * 8, field, bits));
        }
        return new Leaf(context, columns, DocValues.getSorted(reader, idField));
    }

    /** Runs the scan of a segment and returns how many documents count. */
    private long search(LeafScan scan, Leaf leaf, @Nullable Weight filter) throws IOException {
        LeafReader reader = leaf.context().reader();
        CodeColumns columns = leaf.columns();
        boolean limited = radius < bits;
        if (filter == null) {
            scan.scan(reader.getLiveDocs(), limited);
            return limited ? scan.within() : LiveCodes.count(reader, columns);
        }
        FixedBitSet accept = matches(filter, leaf.context());
        int matches = accept == null ? 0 : accept.cardinality();
        if (accept == null || matches == 0) {
            return 0;
        }
        if (matches < columns.size() / WALK) {
            scan.walk(accept, matches);
            return scan.within();
        }
        scan.scan(accept, limited);
        if (limited) {
            return scan.within();
        }
        return columns.dense() ? matches : LiveCodes.count(columns, accept);
    }

    private static @Nullable FixedBitSet matches(Weight filter, LeafReaderContext context) throws IOException {
        Scorer scorer = filter.scorer(context);
        if (scorer == null) {
            return null;
        }
        FixedBitSet matches = new FixedBitSet(context.reader().maxDoc());
        matches.or(scorer.iterator());
        Bits live = context.reader().getLiveDocs();
        if (live != null) {
            live.applyMask(matches, 0);
        }
        return matches;
    }

    /** The first of two sorted lists together. */
    private static List<Candidate> merge(List<Candidate> left, List<Candidate> right, int limit) {
        if (left.isEmpty() || right.isEmpty()) {
            return left.isEmpty() ? right : left;
        }
        List<Candidate> merged = new ArrayList<>(Math.min(limit, left.size() + right.size()));
        for (int i = 0, j = 0; merged.size() < limit && (i < left.size() || j < right.size()); ) {
            boolean takeLeft =
                    j == right.size() || (i < left.size() && left.get(i).compareTo(right.get(j)) <= 0);
            merged.add(takeLeft ? left.get(i++) : right.get(j++));
        }
        return merged;
    }

    @Override
    public Query rewrite(IndexSearcher searcher) throws IOException {
        return new HammingHitsQuery(searcher.getIndexReader(), search(searcher).nearest(), bits);
    }

    @Override
    public void visit(QueryVisitor visitor) {
        if (visitor.acceptField(field)) {
            visitor.visitLeaf(this);
        }
    }

    @Override
    public String toString(String defaultField) {
        return "%s:hamming(k=%d, radius=%d)".formatted(field, k, radius);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HammingKnnQuery query
                && field.equals(query.field)
                && idField.equals(query.idField)
                && bits == query.bits
                && Arrays.equals(code, query.code)
                && Objects.equals(weights, query.weights)
                && k == query.k
                && radius == query.radius
                && Objects.equals(filter, query.filter);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * classHash() + Arrays.hashCode(code)) + Objects.hash(field, k, radius, filter);
    }
}
