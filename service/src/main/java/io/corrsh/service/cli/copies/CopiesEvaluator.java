package io.corrsh.service.cli.copies;

import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes a copy of each text by every {@link Edit} and compares all with all. Copies of one text and the text itself are
 * right pairs; any other is wrong, those among them that people repeated of their own accord too.
 */
public final class CopiesEvaluator {

    private static final int MOST_DISTANCE = 16;
    private static final int SHARES = 20;

    private final TextEncoder encoder;

    public CopiesEvaluator(TextEncoder encoder) {
        this.encoder = encoder;
    }

    /** Measures codes and MinHash on the same texts and copies, which are the same for the same seed. */
    public CopiesResult evaluate(List<String> originals, long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (String original : originals) {
            texts.add(original);
            for (Edit edit : Edit.values()) {
                texts.add(edit.copy(original, originals.get(random.nextInt(originals.size())), random));
            }
        }
        int family = 1 + Edit.values().length;
        long pairs = (long) originals.size() * family * (family - 1) / 2;
        return new CopiesResult(
                encoder.model(),
                encoder.bits(),
                texts.size(),
                pairs,
                codes(texts, family, pairs),
                minhash(texts, family, pairs));
    }

    private List<CopiesResult.Cut> codes(List<String> texts, int family, long pairs) {
        List<Encoding> encodings = encoder.encode(texts);
        long[] right = new long[MOST_DISTANCE + 1];
        long[] wrong = new long[MOST_DISTANCE + 1];
        for (int i = 0; i < texts.size(); i++) {
            long[] one = encodings.get(i).code();
            for (int j = i + 1; one != null && j < texts.size(); j++) {
                long[] other = encodings.get(j).code();
                int distance = other == null ? Integer.MAX_VALUE : distance(one, other);
                if (distance <= MOST_DISTANCE) {
                    (i / family == j / family ? right : wrong)[distance]++;
                }
            }
        }
        double[] thresholds = new double[MOST_DISTANCE + 1];
        for (int distance = 0; distance <= MOST_DISTANCE; distance++) {
            thresholds[distance] = distance;
        }
        return CopiesResult.cuts(right, wrong, pairs, thresholds);
    }

    private static int distance(long[] one, long[] other) {
        int distance = 0;
        for (int word = 0; word < one.length; word++) {
            distance += Long.bitCount(one[word] ^ other[word]);
        }
        return distance;
    }

    private static List<CopiesResult.Cut> minhash(List<String> texts, int family, long pairs) {
        List<int @Nullable []> signatures = new ArrayList<>();
        for (String text : texts) {
            signatures.add(MinHash.of(text));
        }
        long[] right = new long[SHARES];
        long[] wrong = new long[SHARES];
        for (int i = 0; i < texts.size(); i++) {
            int[] one = signatures.get(i);
            for (int j = i + 1; one != null && j < texts.size(); j++) {
                int[] other = signatures.get(j);
                int equal = other == null ? 0 : MinHash.equal(one, other);
                int place = SHARES - Math.max(1, equal * SHARES / MinHash.VALUES);
                if (equal * SHARES >= MinHash.VALUES) {
                    (i / family == j / family ? right : wrong)[place]++;
                }
            }
        }
        double[] thresholds = new double[SHARES];
        for (int place = 0; place < SHARES; place++) {
            thresholds[place] = (double) (SHARES - place) / SHARES;
        }
        return CopiesResult.cuts(right, wrong, pairs, thresholds);
    }
}
