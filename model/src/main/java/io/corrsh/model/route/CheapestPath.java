package io.corrsh.model.route;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Chooses the encoder that was measured to be the cheapest for batches of the size, and stays with it until another is cheaper by
 * more than the noise of measurements. Another is tried now and then, the
 * more rarely the more it costs, so that all trials together add about {@link #TRIALS} at most. One that was never measured
 * for a size is tried at once.
 */
final class CheapestPath implements PathChoice {

    private static final double TRIALS = 0.02;
    private static final int COMMONEST = 64;
    private static final int RAREST = 1 << 14;

    /** So much cheaper another must be to be chosen instead, so that batches do not go to and fro between equals. */
    private static final double CLEARLY = 0.9;

    private final AtomicReferenceArray<EncoderPath> chosen = new AtomicReferenceArray<>(PathCosts.CLASSES);
    private final AtomicIntegerArray calls = new AtomicIntegerArray(PathCosts.CLASSES);

    @Override
    public EncoderPath choose(List<EncoderPath> paths, int sizeClass) {
        if (paths.size() == 1) {
            return paths.getFirst();
        }
        int call = calls.incrementAndGet(sizeClass) & Integer.MAX_VALUE;
        long now = System.nanoTime();
        EncoderPath before = chosen.get(sizeClass);
        EncoderPath best = before == null || !before.isUsable(now) ? paths.getFirst() : before;
        double limit = best.cost(sizeClass) * CLEARLY;
        for (EncoderPath path : paths) {
            if (path.isUsable(now)) {
                double cost = path.cost(sizeClass);
                if (Double.isNaN(cost)) {
                    return path;
                }
                if (cost < limit) {
                    best = path;
                    limit = cost;
                }
            }
        }
        chosen.set(sizeClass, best);
        for (EncoderPath path : paths) {
            if (path != best && path.isUsable(now) && call % interval(path, best, sizeClass) == 0) {
                return path;
            }
        }
        return best;
    }

    /** In how many batches one is a trial of {@code path}. */
    private static int interval(EncoderPath path, EncoderPath best, int sizeClass) {
        double ratio = path.cost(sizeClass) / best.cost(sizeClass);
        return (int) Math.clamp((ratio - 1) / TRIALS, COMMONEST, RAREST);
    }
}
