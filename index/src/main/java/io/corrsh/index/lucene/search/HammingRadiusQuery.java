package io.corrsh.index.lucene.search;

import io.corrsh.index.lucene.codec.CodeColumns;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/**
 * All documents whose codes are within a distance of a code, exactly; the score is (bits - distance) / bits. Joined with a
 * selective clause it looks only at the codes of that clause's documents; else it scans.
 */
public final class HammingRadiusQuery extends Query {

    private final String field;
    private final int bits;
    private final long[] code;
    private final int radius;

    /**
     * Creates a query.
     *
     * @param field the codes, kept by {@link io.corrsh.index.lucene.codec.HammingCodesFormat}
     * @param bits the length of the code
     * @param code the code's words; bits beyond the length are zero
     * @param radius no match is farther
     */
    public HammingRadiusQuery(String field, int bits, long[] code, int radius) {
        if (code.length != (bits + 63) / 64) {
            throw new IllegalArgumentException(
                    "'code' of %d bits must have %d words, got %d".formatted(bits, (bits + 63) / 64, code.length));
        }
        if (radius < 0) {
            throw new IllegalArgumentException("'radius' must not be negative, got %d".formatted(radius));
        }
        this.field = Objects.requireNonNull(field, "'field' must not be null");
        this.bits = bits;
        this.code = code.clone();
        this.radius = Math.min(radius, bits);
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new Weight(this) {
            @Override
            public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
                CodeColumns columns = LeafCodes.columns(context, field, bits);
                return columns == null
                        ? null
                        : new Supplier(columns, context.reader().maxDoc(), boost);
            }

            @Override
            public Explanation explain(LeafReaderContext context, int doc) throws IOException {
                CodeColumns columns = LeafCodes.columns(context, field, bits);
                int ord = columns == null ? -1 : columns.ord(doc);
                if (columns == null || ord < 0) {
                    return Explanation.noMatch("no code");
                }
                int distance = columns.distance(ord, code);
                return distance <= radius
                        ? Explanation.match(score(distance) * boost, "(bits - distance) / bits, distance " + distance)
                        : Explanation.noMatch("distance " + distance);
            }

            @Override
            public int count(LeafReaderContext context) throws IOException {
                CodeColumns columns = LeafCodes.columns(context, field, bits);
                if (columns == null) {
                    return 0;
                }
                return context.reader().hasDeletions() ? -1 : HammingRadiusQuery.this.count(columns);
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return true;
            }
        };
    }

    private float score(int distance) {
        return (float) (bits - distance) / bits;
    }

    private int count(CodeColumns columns) {
        int count = 0;
        int[] distances = new int[CodeColumns.BLOCK];
        for (int from = 0; from < columns.size(); from += CodeColumns.BLOCK) {
            int length = Math.min(CodeColumns.BLOCK, columns.size() - from);
            if (columns.minimum(from, length, code) <= radius) {
                columns.distances(from, length, code, distances);
                count += CodeColumns.countWithin(distances, length, radius);
            }
        }
        return count;
    }

    /** Chooses between a scan and a look at each document that others propose. */
    private final class Supplier extends ScorerSupplier {

        private final CodeColumns columns;
        private final int maxDoc;
        private final float boost;

        Supplier(CodeColumns columns, int maxDoc, float boost) {
            this.columns = columns;
            this.maxDoc = maxDoc;
            this.boost = boost;
        }

        @Override
        public Scorer get(long leadCost) {
            RadiusMatches matches = leadCost < columns.size() / LeafCodes.WALK
                    ? new RadiusMatches.Proposed(columns, code, radius, maxDoc)
                    : new RadiusMatches.Scanned(columns, code, radius);
            return new RadiusScorer(matches, distance -> score(distance) * boost, boost);
        }

        @Override
        public long cost() {
            return columns.size();
        }
    }

    @Override
    public void visit(QueryVisitor visitor) {
        if (visitor.acceptField(field)) {
            visitor.visitLeaf(this);
        }
    }

    @Override
    public String toString(String defaultField) {
        return "%s:hamming(radius=%d)".formatted(field, radius);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HammingRadiusQuery query
                && field.equals(query.field)
                && bits == query.bits
                && Arrays.equals(code, query.code)
                && radius == query.radius;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * classHash() + Arrays.hashCode(code)) + Objects.hash(field, bits, radius);
    }
}
