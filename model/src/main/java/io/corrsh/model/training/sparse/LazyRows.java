package io.corrsh.model.training.sparse;

import java.io.IOException;

/**
 * The rows of a weight, one a word, and their optimiser. Rows which a step does not use are left alone, and make up their
 * steps exactly when they are used next (lazy Adam): the weights are those of Adam over all rows. Separate rows may be
 * used by separate threads.
 */
public final class LazyRows {

    // A row is an array of its own, so that all arrays of a loop share one index and C2 vectorises it.
    private final float[][] weights;
    private final float[][] first;
    private final float[][] second;
    private final int[] seen;
    private final int width;
    private final Adam adam;
    private final Workers workers;

    /** Rows of zeros. */
    public LazyRows(int count, int width, Adam adam, Workers workers) {
        this.weights = new float[count][width];
        this.first = new float[count][width];
        this.second = new float[count][width];
        this.seen = new int[count];
        this.width = width;
        this.adam = adam;
        this.workers = workers;
    }

    /** The rows themselves, of which only those caught up are current. */
    public float[][] weights() {
        return weights;
    }

    /** Brings a row to the step before the one that was begun. */
    public void catchUp(int row) {
        catchUp(row, Math.max(0, adam.step() - 1));
    }

    private void catchUp(int row, int upTo) {
        int last = seen[row];
        if (last > 0 && last < upTo) { // a row never used has no moments and does not move
            adam.catchUp(weights[row], first[row], second[row], width, last, upTo);
            seen[row] = upTo;
        }
    }

    /** Takes the current step with a row that was caught up. */
    public void update(int row, float[] gradient) {
        adam.update(weights[row], first[row], second[row], gradient, width);
        seen[row] = adam.step();
    }

    /** Shows the rows as they are, the steps not made up that they have missed. */
    public void visit(String name, StateVisitor visitor) throws IOException {
        visitor.floats(name + ".rows", weights);
        visitor.floats(name + ".first", first);
        visitor.floats(name + ".second", second);
        visitor.ints(name + ".seen", seen);
    }

    /** Brings every row to the current step. */
    public void flush() {
        workers.forEach(weights.length, 256, (from, to) -> {
            for (int row = from; row < to; row++) {
                catchUp(row, adam.step());
            }
        });
    }
}
