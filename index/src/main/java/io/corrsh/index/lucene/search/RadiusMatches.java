package io.corrsh.index.lucene.search;

import io.corrsh.index.lucene.codec.CodeColumns;
import java.io.IOException;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.TwoPhaseIterator;
import org.jspecify.annotations.Nullable;

/** The documents of a segment within a radius, in their order. */
sealed interface RadiusMatches {

    /** Walks them. */
    DocIdSetIterator iterator();

    /** Walks them as a cheap and a dear step, or {@code null}. */
    @Nullable
    TwoPhaseIterator twoPhase();

    /** The distance of the current one. */
    int distance();

    /** Scans block after block and stops where a document is near. */
    final class Scanned extends DocIdSetIterator implements RadiusMatches {

        private final CodeColumns columns;
        private final long[] code;
        private final int radius;
        private final int[] distances = new int[CodeColumns.BLOCK];
        private int block;
        private int blockEnd;
        private int ord = -1;
        private int doc = -1;

        Scanned(CodeColumns columns, long[] code, int radius) {
            this.columns = columns;
            this.code = code;
            this.radius = radius;
        }

        @Override
        public DocIdSetIterator iterator() {
            return this;
        }

        @Override
        public @Nullable TwoPhaseIterator twoPhase() {
            return null;
        }

        @Override
        public int distance() {
            return distances[ord - block];
        }

        @Override
        public int docID() {
            return doc;
        }

        @Override
        public int nextDoc() {
            do {
                while (++ord < blockEnd) {
                    if (distances[ord - block] <= radius) {
                        doc = columns.doc(ord);
                        return doc;
                    }
                }
            } while (nextBlock());
            doc = NO_MORE_DOCS;
            return doc;
        }

        /** Computes the distances of the next block with a near code. */
        private boolean nextBlock() {
            for (int from = blockEnd; from < columns.size(); from += CodeColumns.BLOCK) {
                int length = Math.min(CodeColumns.BLOCK, columns.size() - from);
                if (columns.minimum(from, length, code) <= radius) {
                    columns.distances(from, length, code, distances);
                    block = from;
                    blockEnd = from + length;
                    ord = from - 1;
                    return true;
                }
            }
            blockEnd = columns.size();
            ord = blockEnd - 1;
            return false;
        }

        @Override
        public int advance(int target) throws IOException {
            if (columns.dense() && target > blockEnd && target < columns.size()) {
                // The blocks between need not be looked at.
                blockEnd = target / CodeColumns.BLOCK * CodeColumns.BLOCK;
                ord = blockEnd - 1;
            }
            return slowAdvance(target);
        }

        @Override
        public long cost() {
            return columns.size();
        }
    }

    /** Lets others propose documents, and compares the codes of these. */
    final class Proposed extends TwoPhaseIterator implements RadiusMatches {

        private final CodeColumns columns;
        private final long[] code;
        private final int radius;
        private int distance;

        Proposed(CodeColumns columns, long[] code, int radius, int maxDoc) {
            super(DocIdSetIterator.all(maxDoc));
            this.columns = columns;
            this.code = code;
            this.radius = radius;
        }

        @Override
        public DocIdSetIterator iterator() {
            return TwoPhaseIterator.asDocIdSetIterator(this);
        }

        @Override
        public TwoPhaseIterator twoPhase() {
            return this;
        }

        @Override
        public int distance() {
            return distance;
        }

        @Override
        public boolean matches() {
            int ord = columns.ord(approximation().docID());
            if (ord < 0) {
                return false;
            }
            distance = columns.distance(ord, code);
            return distance <= radius;
        }

        @Override
        public float matchCost() {
            return 4f * columns.words();
        }
    }
}
