package io.corrsh.model.training.options;

import static io.corrsh.model.training.options.value.Checks.require;

/**
 * How the expectation under an energy model is estimated.
 *
 * @param gibbsSteps the steps of block Gibbs sampling before a sample is used, k
 * @param persistent whether the chains go on where the last step left them (PCD-k), instead of starting at the batch (CD-k)
 */
public record EnergyOptions(int gibbsSteps, boolean persistent) {

    public EnergyOptions {
        require(gibbsSteps >= 1 && gibbsSteps <= 1000, "gibbs steps", "between 1 and 1000", gibbsSteps);
    }
}
