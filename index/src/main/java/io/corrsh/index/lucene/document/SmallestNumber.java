package io.corrsh.index.lucene.document;

import java.io.IOException;
import java.util.OptionalDouble;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.util.Bits;

/** Finds the smallest number of a field, by its points. */
public final class SmallestNumber {

    private SmallestNumber() {}

    /** The smallest number that a live document has, if there is one. */
    public static OptionalDouble of(IndexReader reader, String field) throws IOException {
        double smallest = Double.NaN;
        for (LeafReaderContext leaf : reader.leaves()) {
            PointValues points = leaf.reader().getPointValues(field);
            if (points != null) {
                double here = smallest(leaf.reader(), points);
                smallest = Double.isNaN(smallest) || here < smallest ? here : smallest;
            }
        }
        return Double.isNaN(smallest) ? OptionalDouble.empty() : OptionalDouble.of(smallest);
    }

    private static double smallest(LeafReader reader, PointValues points) throws IOException {
        Bits live = reader.getLiveDocs();
        if (live == null) {
            return DoublePoint.decodeDimension(points.getMinPackedValue(), 0);
        }
        First first = new First(live);
        points.intersect(first);
        return first.value;
    }

    /** Takes numbers in any order, and cells only while they may hold a smaller one. */
    private static final class First implements PointValues.IntersectVisitor {

        private final Bits live;
        private double value = Double.NaN;

        First(Bits live) {
            this.live = live;
        }

        @Override
        public void visit(int doc) {
            throw new IllegalStateException("no cell is inside of nothing");
        }

        @Override
        public void visit(int doc, byte[] packed) {
            if (live.get(doc)) {
                double number = DoublePoint.decodeDimension(packed, 0);
                value = Double.isNaN(value) || number < value ? number : value;
            }
        }

        @Override
        public PointValues.Relation compare(byte[] low, byte[] high) {
            return DoublePoint.decodeDimension(low, 0) >= value
                    ? PointValues.Relation.CELL_OUTSIDE_QUERY
                    : PointValues.Relation.CELL_CROSSES_QUERY;
        }
    }
}
