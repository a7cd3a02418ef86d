package io.corrsh.model.training.network;

import io.corrsh.model.training.estimator.GradientEstimator;

/**
 * What changes from step to step.
 *
 * @param learningRate of Adam
 * @param boundWeight of CorrSH's bound beside the contrastive term
 * @param divergenceWeight of the divergence within the bound
 * @param gradient the estimator of the gradient through the bound's bits
 * @param decoderNoise the deviation of the normal noise on the decoder's input
 * @param temperature of the contrastive term
 * @param viewNoise the scale of the logistic noise in the codes that the contrastive term compares: 1 for samples, 0 for
 * signs
 * @param codeWeight of the term of the codes that documents should get
 */
public record StepSettings(
        double learningRate,
        double boundWeight,
        double divergenceWeight,
        GradientEstimator gradient,
        double decoderNoise,
        double temperature,
        double viewNoise,
        double codeWeight) {}
