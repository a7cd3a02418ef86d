package io.corrsh.model.training.options.bound;

import static io.corrsh.model.training.options.value.Checks.require;

/**
 * What the decoder learns from.
 *
 * @param loss which loss
 * @param negatives how many noise words a sampled loss weighs against each word of a document
 * @param noiseWords how many it draws for a batch
 */
public record DecoderOptions(DecoderLoss loss, int negatives, int noiseWords) {

    public DecoderOptions {
        require(negatives >= 1 && negatives <= 1000, "negatives", "between 1 and 1000", negatives);
        require(noiseWords >= 1 && noiseWords <= 100_000, "noise words", "between 1 and 100000", noiseWords);
    }
}
