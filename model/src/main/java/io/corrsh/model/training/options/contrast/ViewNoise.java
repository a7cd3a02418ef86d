package io.corrsh.model.training.options.contrast;

import static io.corrsh.model.training.options.value.Checks.require;

/**
 * How random the codes of views are: a bit is set where its logit exceeds logistic noise of this scale. At 1 it is a
 * sample of Bernoulli(sigmoid(logit)), at 0 the sign of the logit, which is what a served code is. Samples keep the
 * hidden units alive at the start; less noise later lets the codes tell near documents apart.
 *
 * @param least the scale at the end
 * @param fall the share of all steps over which the scale falls linearly from 1, 0 to begin at {@code least}
 */
public record ViewNoise(double least, double fall) {

    public ViewNoise {
        require(least >= 0 && least <= 1, "least view noise", "between 0 and 1", least);
        require(fall >= 0 && fall <= 1, "view noise fall", "between 0 and 1", fall);
    }

    /** The scale in a step, counted from 0, of a training of {@code total} steps. */
    public double at(long step, long total) {
        double falling = fall * total;
        return step >= falling ? least : 1 - (1 - least) * step / falling;
    }
}
