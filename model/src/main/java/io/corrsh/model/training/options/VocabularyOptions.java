package io.corrsh.model.training.options;

import static io.corrsh.model.training.options.value.Checks.require;

import io.corrsh.model.text.AnalyzerSpec;
import io.corrsh.model.text.Weighting;

/**
 * Which words the model knows.
 *
 * @param analyzer the chain from text to tokens
 * @param size the largest number of words
 * @param minimumDocuments in how many documents a word must occur
 * @param maximumShare in which share of the documents a word may occur
 * @param titleWeight how often each word of a title is counted ({@link Weighting#title})
 */
public record VocabularyOptions(
        AnalyzerSpec analyzer, int size, int minimumDocuments, double maximumShare, int titleWeight) {

    public VocabularyOptions {
        require(size >= 16 && size <= 1_000_000, "vocabulary size", "between 16 and 1000000", size);
        require(minimumDocuments >= 1, "minimum documents", "at least 1", minimumDocuments);
        require(maximumShare > 0 && maximumShare <= 1, "maximum share", "above 0 and at most 1", maximumShare);
        require(
                titleWeight >= 1 && titleWeight <= Weighting.MOST_TITLE,
                "title weight",
                "between 1 and " + Weighting.MOST_TITLE,
                titleWeight);
    }
}
