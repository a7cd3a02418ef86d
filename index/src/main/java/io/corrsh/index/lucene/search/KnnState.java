package io.corrsh.index.lucene.search;

import io.corrsh.index.lucene.codec.CodeColumns;
import java.util.ArrayList;
import java.util.List;

/** What is known so far of one query's answer. Safe for use by several threads, except {@link #hits()}. */
final class KnnState {

    final HammingKnnQuery query;
    final SharedBound bound;

    private final int wanted;
    private final List<List<Candidate>> found = new ArrayList<>();
    private long total;
    private long compared;

    KnnState(HammingKnnQuery query, int maxDoc) {
        this.query = query;
        this.wanted = Math.min(query.k, Math.max(1, maxDoc));
        this.bound = new SharedBound(wanted, query.radius);
    }

    LeafScan scan(Leaf leaf) {
        return new LeafScan(leaf, query, bound);
    }

    /** Whether it takes a look at every code to say how many are within the radius. */
    boolean limited() {
        return query.radius < query.bits;
    }

    /** Takes a finished scan. */
    synchronized void add(LeafScan scan) {
        List<Candidate> nearest = scan.nearest();
        if (!nearest.isEmpty()) {
            found.add(nearest);
        }
        total += scan.within();
        compared += scan.compared();
    }

    /** Adds documents that are within the radius whatever their codes are. */
    synchronized void addTotal(long documents) {
        total += documents;
    }

    /** The answer, when every scan is in. */
    HammingHits hits() {
        List<Candidate> nearest = List.of();
        for (List<Candidate> part : found) {
            nearest = merge(nearest, part);
        }
        List<HammingHit> hits = new ArrayList<>(nearest.size());
        for (Candidate candidate : nearest) {
            CodeColumns columns = candidate.leaf.columns();
            int doc = candidate.leaf.context().docBase + columns.doc(candidate.ord);
            hits.add(new HammingHit(doc, columns.code(candidate.ord), candidate.distance, candidate.weighted));
        }
        return new HammingHits(hits, total, compared);
    }

    /** The first of two sorted lists together. */
    private List<Candidate> merge(List<Candidate> left, List<Candidate> right) {
        if (left.isEmpty()) {
            return right;
        }
        List<Candidate> merged = new ArrayList<>(Math.min(wanted, left.size() + right.size()));
        for (int i = 0, j = 0; merged.size() < wanted && (i < left.size() || j < right.size()); ) {
            boolean takeLeft =
                    j == right.size() || (i < left.size() && left.get(i).compareTo(right.get(j)) <= 0);
            merged.add(takeLeft ? left.get(i++) : right.get(j++));
        }
        return merged;
    }
}
