package io.corrsh.model.route;

import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.text.BagOfWords;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one encoder was measured to cost: nanoseconds for a unit of work, a mean that forgets, for each class of batch
 * sizes (1, 2 to 3, 4 to 7, ...). A unit is a multiplication of the network, so that long documents and short ones
 * compare. Safe for use by several threads; a measurement that meets another may be lost.
 */
final class PathCosts {

    static final int CLASSES = 16;
    /** The weight of a measurement above the mean, and of one below it: what disturbs can only make it look dearer. */
    private static final double RISE = 0.1;

    private static final double FALL = 0.5;

    /** What the scheduler of a busy machine adds is no property of the encoder: a measurement counts for so many times the mean at most. */
    private static final double OUTLIER = 3;

    private final long perWord;
    private final long perDocument;
    private final AtomicLongArray means = new AtomicLongArray(CLASSES);

    PathCosts(EncoderWeights weights) {
        this.perWord = weights.embeddingWidth();
        this.perDocument = (long) weights.hiddenWidth() * (weights.embeddingWidth() + weights.bits());
        for (int i = 0; i < CLASSES; i++) {
            means.set(i, Double.doubleToLongBits(Double.NaN));
        }
    }

    /** The class of a batch. */
    static int sizeClass(int documents) {
        return Math.min(CLASSES - 1, 31 - Integer.numberOfLeadingZeros(Math.max(1, documents)));
    }

    /** The multiplications that a batch takes. */
    long work(List<BagOfWords> bags) {
        long work = 0;
        for (BagOfWords bag : bags) {
            work += bag.isEmpty() ? 0 : perDocument + perWord * bag.words().length;
        }
        return work;
    }

    /** Nanoseconds for a unit of work in batches of a class; not a number if none was measured. */
    double mean(int sizeClass) {
        return Double.longBitsToDouble(means.get(sizeClass));
    }

    void record(int sizeClass, long work, long nanos) {
        if (work == 0) {
            return;
        }
        double seen = (double) nanos / work;
        double mean = mean(sizeClass);
        double next = seen;
        if (!Double.isNaN(mean)) {
            next = mean + (seen > mean ? RISE * (Math.min(seen, OUTLIER * mean) - mean) : FALL * (seen - mean));
        }
        means.set(sizeClass, Double.doubleToLongBits(next));
    }
}
