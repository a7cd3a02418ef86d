package io.corrsh.service.search.hybrid;

import io.corrsh.index.IndexedDocument;
import io.corrsh.index.Neighbour;
import io.corrsh.index.WordHit;
import io.corrsh.service.storage.passages.PassageTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Orders documents by codes and words together: the weighted sum of both, each between 0 and 1 over the documents found.
 * For codes that is the sum of the query's logits over the differing bits, for words BM25 over its largest value. On
 * queries this beats the sum of reciprocal ranks, because a rank does not tell how much better the first is.
 */
public final class Fusion {

    private static final Comparator<Fused> BEST = Comparator.comparingDouble(Fused::score)
            .reversed()
            .thenComparing(Fused::distance, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparingDouble(Fused::weighted)
            .thenComparing(fused -> fused.document().id());

    private final long @Nullable [] code;
    private final float @Nullable [] weights;
    private final double hybrid;

    /**
     * An order for one query.
     *
     * @param code the query's code, {@code null} if it has none: then words alone count
     * @param weights what each of its bits weighs
     * @param hybrid how much words count, from 0 (nothing) to 1 (all)
     */
    public Fusion(long @Nullable [] code, float @Nullable [] weights, double hybrid) {
        if (!(hybrid >= 0 && hybrid <= 1)) {
            throw new IllegalArgumentException("'hybrid' must be between 0 and 1, got %s".formatted(hybrid));
        }
        this.code = code;
        this.weights = weights;
        this.hybrid = hybrid;
    }

    /** All documents of both lists, the best first; with words alone only those that share one. */
    public List<Fused> fuse(List<Neighbour> codes, List<WordHit> words) {
        Map<String, Fused> found = new LinkedHashMap<>();
        for (WordHit hit : words) {
            found.put(hit.document().id(), of(hit.document(), hit.score()));
        }
        for (Neighbour neighbour : hybrid == 1 ? List.<Neighbour>of() : codes) {
            found.computeIfAbsent(neighbour.document().id(), id -> of(neighbour.document(), 0));
        }
        double best = found.values().stream().mapToDouble(Fused::words).max().orElse(0);
        double near = found.values().stream().mapToDouble(Fused::weighted).min().orElse(0);
        double far = found.values().stream().mapToDouble(Fused::weighted).max().orElse(0);
        List<Fused> fused = new ArrayList<>(found.size());
        for (Fused one : found.values()) {
            double byWords = best == 0 ? 0 : one.words() / best;
            double byCode = far == near ? 0 : (far - one.weighted()) / (far - near);
            fused.add(one.withScore(hybrid * byWords + (1 - hybrid) * byCode));
        }
        fused.sort(BEST);
        return fused;
    }

    private Fused of(IndexedDocument found, float words) {
        IndexedDocument document = PassageTable.nearest(found, code);
        long[] other = document.code();
        if (code == null || other == null) {
            return new Fused(document, null, 0, words, 0);
        }
        int distance = 0;
        double weighted = 0;
        for (int word = 0; word < code.length; word++) {
            long differing = code[word] ^ other[word];
            distance += Long.bitCount(differing);
            while (weights != null && differing != 0) {
                int bit = Long.numberOfLeadingZeros(differing);
                weighted += weights[word * 64 + bit];
                differing &= ~(Long.MIN_VALUE >>> bit);
            }
        }
        return new Fused(document, distance, weighted, words, 0);
    }
}
