package io.corrsh.model.training.options;

import io.corrsh.model.training.options.bound.BoundOptions;
import io.corrsh.model.training.options.bound.DecoderLoss;
import io.corrsh.model.training.options.bound.DecoderOptions;
import io.corrsh.model.training.options.bound.Gradient;
import io.corrsh.model.training.options.bound.GradientOptions;
import io.corrsh.model.training.options.bound.Posterior;
import org.jspecify.annotations.Nullable;

/** The bound's options while they are collected, with what they are if nothing else is said. */
final class BoundDefaults {

    double weight;
    int documents;
    double neighbourShare;
    int samples;
    Posterior posterior;
    int mixture;
    double decoderNoise;

    @Nullable
    Double divergenceStep;

    DecoderLoss decoderLoss = DecoderLoss.SOFTMAX;
    int negatives = 10;
    int noiseWords = 1000;
    GradientOptions gradient = GradientOptions.of(Gradient.STRAIGHT_THROUGH);

    BoundDefaults(Preset preset, Defaults defaults) {
        this.weight = defaults.boundWeight();
        this.documents = defaults.boundDocuments();
        this.neighbourShare = defaults.neighbourShare();
        this.posterior = defaults.posterior();
        this.mixture = preset == Preset.BMSH ? 20 : 0;
        boolean correlated = posterior == Posterior.LOW_RANK;
        this.samples = correlated ? 10 : 1;
        this.decoderNoise = correlated ? 1 : 0;
        this.divergenceStep = correlated ? null : 0.01;
    }

    /** The options, for so many factors of the posterior. */
    BoundOptions build(int rank) {
        double scheduleStep = rank + samples == 0 ? 0 : 1.0 / (50 * (rank + samples)); // the reference's 1/(50k + 50m)
        return new BoundOptions(
                weight,
                documents,
                neighbourShare,
                samples,
                posterior,
                mixture,
                new DecoderOptions(decoderLoss, negatives, noiseWords),
                gradient,
                divergenceStep == null ? scheduleStep : divergenceStep,
                decoderNoise,
                scheduleStep);
    }
}
