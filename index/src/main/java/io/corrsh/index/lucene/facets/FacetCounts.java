package io.corrsh.index.lucene.facets;

import io.corrsh.index.Deadline;
import io.corrsh.index.Facets;
import io.corrsh.index.lucene.document.Fields;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.StringHelper;

/**
 * Counts values among the documents that a query selects. Each segment's documents become a set of bits, which the
 * postings and points of the fields are held against; nothing has to be kept for it beside what filters use.
 */
public final class FacetCounts {

    private static final int CHECK_EVERY = 1 << 12;

    private final List<String> fields;
    private final int values;
    private final Query selection;
    private final Deadline deadline;

    public FacetCounts(List<String> fields, int values, Query selection, Deadline deadline) {
        this.fields = fields;
        this.values = values;
        this.selection = selection;
        this.deadline = deadline;
    }

    /**
     * Counts in one state of an index.
     *
     * @throws io.corrsh.index.SearchStoppedException if the deadline passes first
     */
    public Facets run(IndexSearcher searcher) throws IOException {
        Map<String, Map<Object, Long>> counts = new LinkedHashMap<>();
        fields.forEach(field -> counts.put(field, new HashMap<>()));
        Weight weight = searcher.createWeight(searcher.rewrite(selection), ScoreMode.COMPLETE_NO_SCORES, 1);
        long documents = 0;
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            FixedBitSet selected = selected(weight, leaf);
            int count = selected.cardinality();
            documents += count;
            for (String field : count == 0 ? List.<String>of() : fields) {
                Map<Object, Long> of = counts.getOrDefault(field, new HashMap<>());
                terms(leaf.reader(), Fields.strings(field), selected, of, value -> value);
                terms(leaf.reader(), Fields.booleans(field), selected, of, Boolean::valueOf);
                points(leaf.reader(), field, selected, of);
            }
        }
        Map<String, Facets.Field> found = new LinkedHashMap<>();
        counts.forEach((field, of) -> found.put(field, new Facets.Field(best(of), of.size())));
        return new Facets(documents, found);
    }

    private FixedBitSet selected(Weight weight, LeafReaderContext leaf) throws IOException {
        deadline.check();
        FixedBitSet selected = new FixedBitSet(leaf.reader().maxDoc());
        Scorer scorer = weight.scorer(leaf);
        if (scorer != null) {
            DocIdSetIterator documents = scorer.iterator();
            Bits live = leaf.reader().getLiveDocs();
            for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
                if ((doc & CHECK_EVERY - 1) == 0) {
                    deadline.check();
                }
                if (live == null || live.get(doc)) {
                    selected.set(doc);
                }
            }
        }
        return selected;
    }

    /** Makes a value of what a term says. */
    private interface Reading {
        Object of(String value);
    }

    private void terms(
            LeafReader reader, BytesRef prefix, FixedBitSet selected, Map<Object, Long> counts, Reading reading)
            throws IOException {
        Terms terms = reader.terms(Fields.KEYWORD);
        if (terms == null) {
            return;
        }
        TermsEnum term = terms.iterator();
        PostingsEnum postings = null;
        for (boolean more = term.seekCeil(prefix) != TermsEnum.SeekStatus.END; more; more = term.next() != null) {
            if (!StringHelper.startsWith(term.term(), prefix)) {
                break;
            }
            deadline.check();
            postings = term.postings(postings, PostingsEnum.NONE);
            long count = 0;
            for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                count += selected.get(doc) ? 1 : 0;
            }
            if (count > 0) {
                counts.merge(reading.of(Fields.value(term.term(), prefix)), count, Long::sum);
            }
        }
    }

    private void points(LeafReader reader, String field, FixedBitSet selected, Map<Object, Long> counts)
            throws IOException {
        PointValues points = reader.getPointValues(Fields.number(field));
        if (points != null) {
            points.intersect(new Numbers(selected, counts));
        }
    }

    /** Takes all numbers of a segment, ordered by value and document; a document with the same one twice counts once. */
    private final class Numbers implements PointValues.IntersectVisitor {

        private final FixedBitSet selected;
        private final Map<Object, Long> counts;
        private double lastValue = Double.NaN;
        private int lastDoc = -1;
        private int visited;

        Numbers(FixedBitSet selected, Map<Object, Long> counts) {
            this.selected = selected;
            this.counts = counts;
        }

        @Override
        public void visit(int doc) {
            throw new IllegalStateException("no cell is inside of nothing");
        }

        @Override
        public void visit(int doc, byte[] packed) {
            if ((++visited & CHECK_EVERY - 1) == 0) {
                deadline.check();
            }
            double value = DoublePoint.decodeDimension(packed, 0);
            boolean repeated = value == lastValue && doc == lastDoc;
            if (!repeated && selected.get(doc)) {
                counts.merge(value, 1L, Long::sum);
            }
            lastValue = value;
            lastDoc = doc;
        }

        @Override
        public PointValues.Relation compare(byte[] low, byte[] high) {
            return PointValues.Relation.CELL_CROSSES_QUERY;
        }
    }

    private List<Facets.Count> best(Map<Object, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> new Facets.Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Facets.Count::documents)
                        .reversed()
                        .thenComparing(count -> count.value().toString()))
                .limit(values)
                .toList();
    }
}
