package io.corrsh.model.training.options;

import static io.corrsh.model.training.options.value.Checks.require;

import io.corrsh.model.training.options.bound.FactorScale;

/**
 * The network's sizes.
 *
 * @param embedding the width of the first layer
 * @param hidden the width of the second layer
 * @param dropout the share of units left out after each of the two layers
 * @param embeddingRange the first layer starts uniform from -range to range; 0 for PyTorch's 1 / sqrt(vocabulary)
 * @param rank the number of factors of the bits' correlation, k, 0 for independent bits
 * @param factorScale what the factors are multiplied by
 */
public record NetworkOptions(
        int embedding, int hidden, double dropout, double embeddingRange, int rank, FactorScale factorScale) {

    public NetworkOptions {
        require(embedding >= 8 && embedding <= 4096, "embedding", "between 8 and 4096", embedding);
        require(hidden >= 8 && hidden <= 4096, "hidden", "between 8 and 4096", hidden);
        require(dropout >= 0 && dropout < 1, "dropout", "at least 0 and below 1", dropout);
        require(embeddingRange >= 0 && embeddingRange <= 10, "embedding range", "between 0 and 10", embeddingRange);
        require(rank >= 0 && rank <= 64, "rank", "between 0 and 64", rank);
    }
}
