package io.corrsh.model.training.network;

/**
 * The loss of one step and its terms, all in nats.
 *
 * @param total what was minimised
 * @param contrastive the contrastive term of a pair, 0 without pairs
 * @param reconstruction the mean of -log p(document | code), 0 without documents of the bound
 * @param divergence the mean estimate of the divergence, unweighted
 */
public record StepLoss(double total, double contrastive, double reconstruction, double divergence) {

    /** A loss of nothing, to add to. */
    public static final StepLoss ZERO = new StepLoss(0, 0, 0, 0);

    /** The sum with another loss times a factor. */
    public StepLoss plus(StepLoss other, double factor) {
        return new StepLoss(
                total + factor * other.total,
                contrastive + factor * other.contrastive,
                reconstruction + factor * other.reconstruction,
                divergence + factor * other.divergence);
    }
}
