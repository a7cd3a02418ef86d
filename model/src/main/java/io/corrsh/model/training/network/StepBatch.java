package io.corrsh.model.training.network;

import io.corrsh.model.training.decoder.Targets;
import io.corrsh.model.training.sparse.SparseBatch;
import org.jspecify.annotations.Nullable;

/**
 * The input of one step.
 *
 * @param rows first the first views of the pairs, then their second views, then the documents of the bound
 * @param pairs how many pairs there are, C
 * @param targets what the decoder must explain from each document of the bound
 * @param agreement C x C, row i spread over the pairs whose second view row i should find, summing to 1; null for its own
 * pair alone
 * @param codes 2C x D, the bits that the views should get, -1 or 1; null for none
 */
public record StepBatch(
        SparseBatch rows, int pairs, Targets targets, float @Nullable [] agreement, float @Nullable [] codes) {

    public StepBatch {
        if (rows.rows() != 2 * pairs + targets.rows()) {
            throw new IllegalArgumentException("'rows' must hold %d rows (two a pair and one a target), got %d"
                    .formatted(2 * pairs + targets.rows(), rows.rows()));
        }
    }
}
