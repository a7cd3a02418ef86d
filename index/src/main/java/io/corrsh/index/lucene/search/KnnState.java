package io.corrsh.index.lucene.search;

import io.corrsh.index.SearchPlan;
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
    private long lists;
    private long candidates;
    private int byTables;
    private int byScan;
    private int byFilter;

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

    /** The number of hits at most. */
    int wanted() {
        return wanted;
    }

    /** Notes what a look into the tables of a segment took, and whether it gave the answer. */
    synchronized void addProbes(long lists, long candidates, boolean answered) {
        this.lists += lists;
        this.candidates += candidates;
        byTables += answered ? 1 : 0;
    }

    /** Notes that a segment is scanned. */
    synchronized void addScan() {
        byScan++;
    }

    /** Notes that a segment is answered by the documents that pass the filter. */
    synchronized void addWalk() {
        byFilter++;
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
        return new HammingHits(hits, total, compared, new SearchPlan(byTables, byScan, byFilter, lists, candidates));
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
