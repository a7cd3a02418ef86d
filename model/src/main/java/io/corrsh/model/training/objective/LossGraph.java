package io.corrsh.model.training.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.corrsh.model.training.decoder.Decoder;
import io.corrsh.model.training.decoder.Reconstruction;
import io.corrsh.model.training.decoder.Targets;
import io.corrsh.model.training.estimator.Estimate;
import io.corrsh.model.training.estimator.GradientEstimator;
import io.corrsh.model.training.estimator.StraightThrough;
import io.corrsh.model.training.network.NetworkShape;
import io.corrsh.model.training.network.StepBatch;
import io.corrsh.model.training.network.StepLoss;
import io.corrsh.model.training.network.StepSettings;
import io.corrsh.model.training.objective.Objective.Draw;
import io.corrsh.model.training.objective.Objective.PosteriorNoise;
import io.corrsh.model.training.tensor.TensorMath;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The graph of one step, from the first layer's output to the loss, and what is to be read from it.
 *
 * @param loss the root; its value is not the loss, its gradients are the loss's
 * @param contrastive the contrastive term with that of the codes, null without pairs
 * @param divergence the mean divergence, null without documents of the bound
 * @param reconstruction the decoder's loss and gradients, null without documents of the bound
 */
public record LossGraph(
        NDArray loss,
        @Nullable NDArray contrastive,
        @Nullable NDArray divergence,
        @Nullable Reconstruction reconstruction) {

    /**
     * What is wanted of the views of pairs.
     *
     * @param agreement C x C as {@link StepBatch#agreement()} says
     * @param codes 2C x D as {@link StepBatch#codes()} says, or null
     */
    public record PairTargets(NDArray agreement, @Nullable NDArray codes) {}

    /**
     * Builds the graph.
     *
     * @param manager of the step
     * @param rows the first layer's output, R x E
     * @param p the encoder's weights by name
     * @param decoder with the targets of the bound, possibly none
     * @param wanted of the pairs, null without pairs
     */
    public static LossGraph build(
            NDManager manager,
            NetworkShape shape,
            NDArray rows,
            Map<String, NDArray> p,
            int pairs,
            Decoder decoder,
            @Nullable PairTargets wanted,
            StepNoise noise,
            StepSettings settings) {
        Objective objective = new Objective(
                manager, rows.getDataType(), shape.bits(), shape.rank(), shape.factorScale(), shape.samples());
        NDArray hidden = linear("hidden", rows, p).getNDArrayInternal().relu();
        if (noise.dropout() != null) {
            hidden = hidden.mul(noise.dropout());
        }
        Targets targets = decoder.targets();
        NDArray mean = linear("mean", hidden, p);
        NDArray contrastive = null;
        if (wanted != null) {
            NDArray views = part(mean, pairs, targets, 0);
            contrastive = objective.contrastive(
                    views, noise.views(), wanted.agreement(), wanted.agreement().transpose(), settings.temperature());
            if (wanted.codes() != null) {
                NDArray missed = objective.missed(views, wanted.codes());
                contrastive = contrastive.add(missed.mul(objective.number(settings.codeWeight())));
            }
        }
        if (noise.posterior() == null) {
            NDArray loss = Objects.requireNonNull(contrastive, "A batch must hold pairs or documents of the bound");
            return new LossGraph(loss, contrastive, null, null);
        }
        GradientEstimator estimator = settings.gradient();
        Draw draw = draw(
                objective,
                shape,
                part(mean, pairs, targets, 1),
                part(hidden, pairs, targets, 1),
                p,
                noise.posterior(),
                estimator);
        Estimate estimate = estimator.estimate(
                draw.logits(), noise.posterior().u1(), noise.posterior().decoder(), decoder);
        NDArray divergence = draw.divergence().mean();
        NDArray loss = estimate.loss()
                .add(divergence.mul(objective.number(settings.boundWeight() * settings.divergenceWeight())));
        return new LossGraph(
                contrastive == null ? loss : loss.add(contrastive), contrastive, divergence, estimate.reconstruction());
    }

    /** What the bound needs of the posterior. */
    private static Draw draw(
            Objective objective,
            NetworkShape shape,
            NDArray mean,
            NDArray hidden,
            Map<String, NDArray> p,
            PosteriorNoise noise,
            GradientEstimator estimator) {
        return switch (shape.posterior()) {
            case LOW_RANK ->
                objective.lowRank(mean, linear("posterior", hidden, p), noise, estimator instanceof StraightThrough);
            case GAUSSIAN -> objective.gaussian(mean, linear("posterior", hidden, p), noise);
            case BERNOULLI ->
                new Draw(
                        mean,
                        shape.mixture() == 0
                                ? Divergences.uniform(mean)
                                : Divergences.mixture(mean, get(p, "prior.weight"), get(p, "prior.bias")));
        };
    }

    /** The rows of the pairs (0) or of the bound (1). */
    private static NDArray part(NDArray rows, int pairs, Targets targets, int part) {
        return pairs == 0 || targets.rows() == 0
                ? rows
                : rows.split(new long[] {2L * pairs}, 0).get(part);
    }

    private static NDArray linear(String layer, NDArray x, Map<String, NDArray> p) {
        return TensorMath.linear(x, get(p, layer + ".weight"), get(p, layer + ".bias"));
    }

    private static NDArray get(Map<String, NDArray> p, String name) {
        return Objects.requireNonNull(p.get(name), name);
    }

    /** The loss as numbers. */
    public StepLoss stepLoss(StepSettings settings) {
        double contrast = contrastive == null ? 0 : number(contrastive);
        double kl = divergence == null ? 0 : number(divergence);
        double words = reconstruction == null ? 0 : reconstruction.loss();
        double bound = settings.boundWeight() * (words + settings.divergenceWeight() * kl);
        return new StepLoss(contrast + bound, contrast, words, kl);
    }

    private static double number(NDArray scalar) {
        return scalar.getDataType() == DataType.FLOAT64 ? scalar.getDouble() : scalar.getFloat();
    }
}
