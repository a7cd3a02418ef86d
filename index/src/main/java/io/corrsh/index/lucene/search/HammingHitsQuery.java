package io.corrsh.index.lucene.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/** The documents that a {@link HammingKnnQuery} found in one reader, as a query with scores. */
final class HammingHitsQuery extends Query {

    private final Object reader;
    private final int[] docs;
    private final float[] scores;

    HammingHitsQuery(IndexReader reader, List<HammingHit> hits, int bits) {
        this.reader = reader.getContext().id();
        List<HammingHit> byDoc =
                hits.stream().sorted(Comparator.comparingInt(HammingHit::doc)).toList();
        docs = new int[byDoc.size()];
        scores = new float[byDoc.size()];
        for (int i = 0; i < docs.length; i++) {
            docs[i] = byDoc.get(i).doc();
            scores[i] = (float) (bits - byDoc.get(i).distance()) / bits;
        }
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        if (!searcher.getIndexReader().getContext().id().equals(reader)) {
            throw new IllegalStateException("the query was rewritten for another reader");
        }
        return new Weight(this) {
            @Override
            public Explanation explain(LeafReaderContext context, int doc) {
                int at = Arrays.binarySearch(docs, context.docBase + doc);
                return at < 0
                        ? Explanation.noMatch("not among the nearest")
                        : Explanation.match(scores[at] * boost, "(bits - distance) / bits");
            }

            @Override
            public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext context) {
                int from = from(context.docBase);
                int to = from(context.docBase + context.reader().maxDoc());
                return from == to ? null : new DefaultScorerSupplier(new HitsScorer(context.docBase, from, to, boost));
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return true;
            }
        };
    }

    private int from(int doc) {
        int at = Arrays.binarySearch(docs, doc);
        return at < 0 ? -at - 1 : at;
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "hamming(%d hits)".formatted(docs.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HammingHitsQuery query
                && reader.equals(query.reader)
                && Arrays.equals(docs, query.docs)
                && Arrays.equals(scores, query.scores);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(docs) + Arrays.hashCode(scores);
    }

    /** Walks the hits of one segment, those from {@code from} to {@code to} of all. */
    private final class HitsScorer extends Scorer {

        private final int base;
        private final int from;
        private final int to;
        private final float boost;
        private int at;

        HitsScorer(int base, int from, int to, float boost) {
            this.base = base;
            this.from = from;
            this.to = to;
            this.boost = boost;
            this.at = from - 1;
        }

        @Override
        public int docID() {
            if (at < from) {
                return -1;
            }
            return at == to ? DocIdSetIterator.NO_MORE_DOCS : docs[at] - base;
        }

        @Override
        public float score() {
            return scores[at] * boost;
        }

        @Override
        public float getMaxScore(int upTo) {
            return boost;
        }

        @Override
        public DocIdSetIterator iterator() {
            return new DocIdSetIterator() {
                @Override
                public int docID() {
                    return HitsScorer.this.docID();
                }

                @Override
                public int nextDoc() {
                    at++;
                    return docID();
                }

                @Override
                public int advance(int target) throws IOException {
                    return slowAdvance(target);
                }

                @Override
                public long cost() {
                    return (long) to - from;
                }
            };
        }
    }
}
