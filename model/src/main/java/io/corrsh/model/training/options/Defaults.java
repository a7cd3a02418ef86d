package io.corrsh.model.training.options;

import io.corrsh.model.training.options.bound.Posterior;

/**
 * In what the presets differ. Those of {@link Preset#BEST} were chosen by the precision of validation documents, on 20
 * Newsgroups and Reuters, the schedule and the titles also on four other corpora.
 */
record Defaults(
        boolean contrast,
        int epochs,
        int batch,
        double learningRate,
        double decay,
        boolean cosine,
        int vocabulary,
        int titleWeight,
        int embedding,
        double embeddingRange,
        double boundWeight,
        int boundDocuments,
        double neighbourShare,
        Posterior posterior) {

    static Defaults of(Preset preset) {
        return switch (preset) {
            case BEST ->
                new Defaults(true, 20, 256, 5e-4, 1, true, 30_000, 3, 256, 0.1, 0.005, 64, 0.5, Posterior.LOW_RANK);
            case PAPER -> variational(1e-3, Posterior.LOW_RANK);
            case VDSH -> variational(1e-3, Posterior.GAUSSIAN);
            case NASH, BMSH -> variational(1e-3, Posterior.BERNOULLI);
            case ENERGY -> variational(5e-3, Posterior.BERNOULLI);
        };
    }

    /** The sizes and schedules of CorrSH's reference implementation. */
    private static Defaults variational(double learningRate, Posterior posterior) {
        return new Defaults(false, 100, 100, learningRate, 0.96, false, 10_000, 1, 500, 0, 1, 0, 0, posterior);
    }
}
