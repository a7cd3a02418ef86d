package io.corrsh.model.training.history;

import io.corrsh.model.evaluation.CodeHealth;
import io.corrsh.model.training.network.StepLoss;
import org.jspecify.annotations.Nullable;

/**
 * What an epoch brought.
 *
 * @param epoch its number, from 1
 * @param steps the steps taken so far, of all epochs
 * @param stepsPerSecond over this epoch, its validation not counted
 * @param training the mean loss over the epoch's steps
 * @param validation the loss of the validation documents, without dropout and with the same random numbers every epoch
 * @param neighbourAgreement the share of the validation documents' nearest training documents by tf-idf that are among
 *     their nearest by code, expected over all orders of tied documents; null where no two share a word
 * @param precision the tie-aware precision at 100 of the validation documents against the training documents, where
 *     both have labels
 * @param codeHealth how well the codes of the training documents use their bits
 * @param best whether its weights are the best so far
 */
public record EpochReport(
        int epoch,
        long steps,
        double stepsPerSecond,
        StepLoss training,
        StepLoss validation,
        @Nullable Double neighbourAgreement,
        @Nullable Double precision,
        CodeHealth codeHealth,
        boolean best) {}
