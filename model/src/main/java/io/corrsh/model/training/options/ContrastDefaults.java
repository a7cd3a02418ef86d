package io.corrsh.model.training.options;

import io.corrsh.model.training.options.contrast.ContrastOptions;
import io.corrsh.model.training.options.contrast.ViewNoise;

/** The contrastive term's options while they are collected, with what they are if nothing else is said. */
final class ContrastDefaults {

    double temperature = 0.1;
    double keep = 0.5;
    double viewNoise = 0.2;
    double viewNoiseFall = 0.15;
    int neighbours = 25;
    int neighbourRounds = 3;
    int softPositives = 100;
    double softWeight = 2;
    double codeWeight = 5;

    ContrastOptions build() {
        return new ContrastOptions(
                temperature,
                keep,
                new ViewNoise(viewNoise, viewNoiseFall),
                neighbours,
                ContrastOptions.TERMS,
                ContrastOptions.POSTINGS,
                neighbourRounds,
                softPositives,
                softWeight,
                codeWeight);
    }
}
