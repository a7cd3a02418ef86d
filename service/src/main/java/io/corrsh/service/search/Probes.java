package io.corrsh.service.search;

import io.corrsh.index.HammingQuery;
import io.corrsh.index.Neighbour;
import io.corrsh.index.SearchResult;
import io.corrsh.service.codes.UnstableBits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A search that leaves the least certain bits of its text's code undecided: it asks for the codes with every choice of
 * them. The nearest of these choices is what counts for a document, which is its distance over the other bits. With the
 * weights of the undecided bits at zero all choices order ties alike, so the nearest of all are among the nearest of each.
 *
 * @param bits the undecided bits, ascending; none if the code has no unstable ones
 */
record Probes(List<Integer> bits) {

    private static final Comparator<Found> NEAREST = Comparator.comparing(
                    Found::probed, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparingDouble(Found::weighted)
            .thenComparing(found -> found.document().id());

    /** The least certain of a text's unstable bits, at most so many. */
    static Probes of(float[] logits, int most) {
        return new Probes(UnstableBits.of(logits).stream()
                .sorted(Comparator.comparingDouble(bit -> Math.abs(logits[bit])))
                .limit(most)
                .sorted()
                .toList());
    }

    /** The searches for all choices, that for the text's own code first. */
    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    List<HammingQuery> queries(HammingQuery query) {
        float[] weights = query.weights() == null ? null : query.weights().clone();
        for (int bit = 0; weights != null && bit < bits.size(); bit++) {
            weights[bits.get(bit)] = 0;
        }
        List<HammingQuery> queries = new ArrayList<>(1 << bits.size());
        for (int choice = 0; choice < 1 << bits.size(); choice++) {
            long[] code = query.code().clone();
            for (int i = 0; i < bits.size(); i++) {
                if ((choice >> i & 1) == 1) {
                    code[bits.get(i) >> 6] ^= Long.MIN_VALUE >>> bits.get(i);
                }
            }
            queries.add(
                    new HammingQuery(code, weights, query.k(), query.maxDistance(), query.filter(), query.deadline()));
        }
        return queries;
    }

    /**
     * The nearest documents by all choices.
     *
     * @param results the answers to {@link #queries}, in their order
     */
    List<Found> merge(long[] code, List<SearchResult> results) {
        Map<String, Found> nearest = new HashMap<>();
        for (SearchResult result : results) {
            for (Neighbour neighbour : result.neighbours()) {
                nearest.merge(
                        neighbour.document().id(),
                        found(neighbour, code),
                        (left, right) -> NEAREST.compare(left, right) <= 0 ? left : right);
            }
        }
        return nearest.values().stream().sorted(NEAREST).toList();
    }

    private Found found(Neighbour neighbour, long[] code) {
        long[] other = neighbour.document().code();
        int distance = 0;
        for (int word = 0; other != null && word < code.length; word++) {
            distance += Long.bitCount(code[word] ^ other[word]);
        }
        int undecided = 0;
        for (int bit : bits) {
            undecided += other != null && ((code[bit >> 6] ^ other[bit >> 6]) & Long.MIN_VALUE >>> bit) != 0 ? 1 : 0;
        }
        return new Found(
                neighbour.document(), distance, neighbour.weightedDistance(), distance - undecided, null, null);
    }
}
