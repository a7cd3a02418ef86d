package io.corrsh.index.lucene.search;

import io.corrsh.index.Deadline;
import io.corrsh.index.SearchAfter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The k nearest documents to a code within a radius, exactly. Ties in distance are broken by the weighted distance, then
 * by the id, so the answer does not depend on segments, merges or document numbers.
 *
 * <p>{@link #search(IndexSearcher)} gives the hits in that order, with an exact total. As a part of other Lucene queries
 * it matches these hits, with (bits - distance) / bits for a score.
 */
public final class HammingKnnQuery extends Query {

    final String field;
    final String idField;
    final int bits;
    final long[] code;
    final @Nullable BitWeights weights;
    final int k;
    final int radius;
    final @Nullable Query filter;
    final @Nullable SearchAfter after;
    final Deadline deadline;

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
        this(field, idField, bits, code, weights, k, radius, filter, null, Deadline.NEVER);
    }

    private HammingKnnQuery(
            String field,
            String idField,
            int bits,
            long[] code,
            @Nullable BitWeights weights,
            int k,
            int radius,
            @Nullable Query filter,
            @Nullable SearchAfter after,
            Deadline deadline) {
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
        this.after = after;
        this.deadline = Objects.requireNonNull(deadline, "'deadline' must not be null");
    }

    /** The same query, but it gives up at a deadline. */
    public HammingKnnQuery withDeadline(Deadline deadline) {
        return new HammingKnnQuery(field, idField, bits, code, weights, k, radius, filter, after, deadline);
    }

    /** The same query, but for the hits that come after a place in their order. */
    public HammingKnnQuery after(@Nullable SearchAfter after) {
        return new HammingKnnQuery(field, idField, bits, code, weights, k, radius, filter, after, deadline);
    }

    /**
     * Searches a reader, with the searcher's executor if it has one.
     *
     * @throws io.corrsh.index.SearchStoppedException if the deadline passes first
     */
    public HammingHits search(IndexSearcher searcher) throws IOException {
        return KnnSearch.run(searcher, List.of(this)).getFirst();
    }

    /**
     * Answers several queries of the same field in one pass over its codes.
     *
     * @throws io.corrsh.index.SearchStoppedException if the deadline of one passes first
     */
    public static List<HammingHits> searchAll(IndexSearcher searcher, List<HammingKnnQuery> queries)
            throws IOException {
        return KnnSearch.run(searcher, queries);
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
                && Objects.equals(filter, query.filter)
                && Objects.equals(after, query.after);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * classHash() + Arrays.hashCode(code)) + Objects.hash(field, k, radius, filter, after);
    }
}
