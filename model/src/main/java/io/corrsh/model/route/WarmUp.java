package io.corrsh.model.route;

import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.ReferenceEncoder;
import io.corrsh.model.text.BagOfWords;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Takes an encoder through batches of all sizes before it is used: it must give the reference's codes, it comes up to its speed,
 * and what it costs is measured. The documents are random words, as many as in a page of news.
 */
final class WarmUp {

    private static final int WORDS = 80;
    private static final long NANOS_A_SIZE = 30_000_000;
    private static final int MOST_ROUNDS = 200;

    private final EncoderWeights weights;
    private final int largestBatch;

    WarmUp(EncoderWeights weights, int largestBatch) {
        this.weights = weights;
        this.largestBatch = largestBatch;
    }

    /**
     * Warms an encoder up, for less than a second where nothing is slow.
     *
     * @throws IllegalStateException if it gives other codes than the reference, or the thread is interrupted
     */
    void run(EncoderPath path) {
        Random random = new Random(1);
        List<BagOfWords> documents =
                Stream.generate(() -> document(random)).limit(largestBatch).toList();
        path.warmUp();
        check(path, documents);
        for (int size = 1; size <= largestBatch; size *= 2) {
            List<BagOfWords> batch = documents.subList(0, size);
            long started = System.nanoTime();
            for (int round = 0; round < MOST_ROUNDS && System.nanoTime() - started < NANOS_A_SIZE; round++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("Interrupted while an encoder was warmed up");
                }
                path.encode(batch);
            }
        }
        path.warmedUp();
    }

    private void check(EncoderPath path, List<BagOfWords> documents) {
        ReferenceEncoder reference = new ReferenceEncoder(weights);
        List<Encoding> encodings = path.encoder().encode(documents);
        for (int i = 0; i < documents.size(); i++) {
            long[] expected = reference.encode(documents.get(i)).code();
            long[] got = encodings.get(i).code();
            if (!Arrays.equals(expected, got)) {
                throw new IllegalStateException("The encoder on %s must give the reference's code %s, got %s"
                        .formatted(path.encoder().device(), Arrays.toString(expected), Arrays.toString(got)));
            }
        }
    }

    private BagOfWords document(Random random) {
        int[] words = random.ints(Math.min(WORDS, weights.vocabulary()), 0, weights.vocabulary())
                .distinct()
                .sorted()
                .toArray();
        float[] factors = new float[words.length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = 0.2f + 2 * random.nextFloat();
        }
        return new BagOfWords(words, factors, words.length, 0);
    }
}
