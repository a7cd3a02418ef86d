package io.corrsh.model.refinement;

/**
 * How far a posterior is refined.
 *
 * @param steps how many steps of gradient ascent are taken, 0 to 1000
 * @param rate what the gradient by the logits is multiplied by at first, above 0 and at most 100
 */
public record Refinement(int steps, double rate) {

    /** The rate of {@link #of}. */
    public static final double RATE = 1;

    public Refinement {
        if (steps < 0 || steps > 1000) {
            throw new IllegalArgumentException("'refine' must be between 0 and 1000, got " + steps);
        }
        if (!(rate > 0 && rate <= 100)) {
            throw new IllegalArgumentException("'refine rate' must be above 0 and at most 100, got " + rate);
        }
    }

    /** So many steps at the usual rate. */
    public static Refinement of(int steps) {
        return new Refinement(steps, RATE);
    }
}
