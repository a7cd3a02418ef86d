package io.corrsh.service.cli.model;

import io.corrsh.model.bundle.DataSource;
import io.corrsh.model.bundle.Precision;
import io.corrsh.model.refinement.Refinement;
import io.corrsh.model.text.AnalyzerSpec;
import io.corrsh.model.training.options.Preset;
import io.corrsh.model.training.options.Selection;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.options.TrainingOptionsBuilder;
import io.corrsh.model.training.options.bound.DecoderLoss;
import io.corrsh.model.training.options.bound.FactorScale;
import io.corrsh.model.training.options.bound.Gradient;
import io.corrsh.model.training.options.bound.GradientOptions;
import io.corrsh.model.training.options.bound.Posterior;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a training; those not given are the preset's. */
final class TrainingArguments {

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "best",
            description =
                    "best; paper for CorrSH as published; vdsh, nash, bmsh for other variational models; energy for an energy model")
    private Preset preset = Preset.BEST;

    @Option(names = "--name", description = "the model's name, corrsh by default")
    private @Nullable String name;

    @Option(names = "--bits", description = "the length of a code: a multiple of 8 from 16 to 256, 64 by default")
    private @Nullable Integer bits;

    @Option(names = "--epochs", description = "how often each document is used")
    private @Nullable Integer epochs;

    @Option(names = "--batch", description = "how many documents a step uses")
    private @Nullable Integer batch;

    @Option(names = "--learning-rate", description = "the highest learning rate")
    private @Nullable Double learningRate;

    @Option(names = "--warm-up", description = "over how many steps the learning rate rises")
    private @Nullable Integer warmUp;

    @Option(names = "--cosine", negatable = true, description = "whether the learning rate falls along a cosine")
    private @Nullable Boolean cosine;

    @Option(names = "--seed", description = "of all random numbers")
    private @Nullable Long seed;

    @Option(names = "--threads", description = "how many threads compute")
    private @Nullable Integer threads;

    @Option(names = "--language", description = "how texts are split into words, such as en, de or cjk; en by default")
    private @Nullable String language;

    @Option(names = "--vocabulary", description = "the most words")
    private @Nullable Integer vocabulary;

    @Option(names = "--min-documents", description = "in how many documents a word must occur")
    private @Nullable Integer minimumDocuments;

    @Option(names = "--max-share", description = "in which share of the documents a word may occur")
    private @Nullable Double maximumShare;

    @Option(
            names = "--title-weight",
            description = "how often each word of a title is counted: of a first line that an empty line follows")
    private @Nullable Integer titleWeight;

    @Option(names = "--embedding", description = "the width of the first layer")
    private @Nullable Integer embedding;

    @Option(names = "--hidden", description = "the width of the second layer")
    private @Nullable Integer hidden;

    @Option(names = "--dropout", description = "the share of units left out")
    private @Nullable Double dropout;

    @Option(names = "--rank", description = "the factors of the bits' correlation")
    private @Nullable Integer rank;

    @Option(names = "--factor-scale", description = "of the k factors: inverse for 1/k, inverse-sqrt for 1/sqrt(k)")
    private @Nullable FactorScale factorScale;

    @Option(names = "--posterior", paramLabel = "NAME", description = "of a code: ${COMPLETION-CANDIDATES}")
    private @Nullable Posterior posterior;

    @Option(names = "--mixture", description = "the components of a bernoulli posterior's prior, 0 for uniform bits")
    private @Nullable Integer mixture;

    @Option(names = "--decoder-noise", description = "the deviation of the noise on the decoder's input at first")
    private @Nullable Double decoderNoise;

    @Option(names = "--divergence-step", description = "by how much the divergence's weight rises every epoch")
    private @Nullable Double divergenceStep;

    @Option(names = "--decoder-loss", paramLabel = "NAME", description = "of a word: ${COMPLETION-CANDIDATES}")
    private @Nullable DecoderLoss decoderLoss;

    @Option(names = "--negatives", description = "the noise words a sampled loss weighs against each word")
    private @Nullable Integer negatives;

    @Option(names = "--noise-words", description = "how many a sampled loss draws for a batch")
    private @Nullable Integer noiseWords;

    @Option(
            names = "--gradient",
            paramLabel = "NAME",
            defaultValue = "straight-through",
            description = "through the bits of CorrSH's bound: ${COMPLETION-CANDIDATES}")
    private Gradient gradient = Gradient.STRAIGHT_THROUGH;

    @Option(names = "--relaxation", description = "the first temperature of concrete or epsilon of arg-max")
    private @Nullable Double relaxation;

    @Option(names = "--least-relaxation", description = "the one it falls to")
    private @Nullable Double leastRelaxation;

    @Option(names = "--relaxation-rate", description = "the exponential rate of its fall by steps")
    private @Nullable Double relaxationRate;

    @Option(names = "--gradient-samples", description = "the samples of reinforce")
    private @Nullable Integer gradientSamples;

    @Option(names = "--refine-steps", description = "the steps of gradient refined, 5 by default")
    private @Nullable Integer refineSteps;

    @Option(names = "--refine-rate", description = "the rate of these steps, .1 by default")
    private @Nullable Double refineRate;

    @Option(names = "--samples", description = "the samples of the divergence's estimate")
    private @Nullable Integer samples;

    @Option(names = "--bound-weight", description = "the weight of CorrSH's bound")
    private @Nullable Double boundWeight;

    @Option(
            names = "--bound-documents",
            description = "of how many documents of a batch CorrSH's bound is computed, 0 for all")
    private @Nullable Integer boundDocuments;

    @Option(names = "--temperature", description = "of the contrastive term")
    private @Nullable Double temperature;

    @Option(names = "--neighbours", description = "of how many neighbours a partner is drawn")
    private @Nullable Integer neighbours;

    @Option(names = "--keep", description = "the probability with which a view keeps a word")
    private @Nullable Double keep;

    @Option(names = "--view-noise", description = "in the codes of views at the end: 1 for samples, 0 for signs")
    private @Nullable Double viewNoise;

    @Option(names = "--view-noise-fall", description = "over which share of the steps this noise falls from 1")
    private @Nullable Double viewNoiseFall;

    @Option(
            names = "--neighbour-rounds",
            description = "how often the neighbours are found again by walks and regression, 0 for those by cosine")
    private @Nullable Integer neighbourRounds;

    @Option(names = "--soft-positives", description = "how many nearest documents share the target within a batch")
    private @Nullable Integer softPositives;

    @Option(names = "--soft-weight", description = "of each of them beside the partner's 1")
    private @Nullable Double softWeight;

    @Option(
            names = "--code-weight",
            description =
                    "of the codes that a linear code of the words, found by the rounds, gives; 0 to begin without it")
    private @Nullable Double codeWeight;

    @Option(names = "--gibbs-steps", description = "k of CD-k for an energy model, 1 by default")
    private @Nullable Integer gibbsSteps;

    @Option(names = "--persistent", description = "keep an energy model's chains from step to step (PCD)")
    private @Nullable Boolean persistent;

    @Option(
            names = "--openings",
            description =
                    "learn from the first so many words of longer documents besides, for models that are to know short texts of other kinds than their corpus")
    private @Nullable Integer openings;

    @Option(
            names = "--resplit",
            description = "divide the documents 60/20/20 by the SHA-256 of their ids, whatever the corpus says")
    private boolean resplit;

    @Option(names = "--selection", description = "by what the epoch is chosen: ${COMPLETION-CANDIDATES}")
    private @Nullable Selection selection;

    @Option(names = "--patience", description = "stop after so many epochs that were no better, 10; 0 for never")
    private @Nullable Integer patience;

    @Option(names = "--precision", description = "of the weights on disk: ${COMPLETION-CANDIDATES}")
    private @Nullable Precision precision;

    @Option(
            names = "--source",
            paramLabel = "NAME|LICENCE|ATTRIBUTION",
            description = "what the corpus is, for the model's card; may be given several times")
    private List<String> sources = List.of();

    /**
     * The options.
     *
     * @throws IllegalArgumentException for a value that breaks its rule
     */
    TrainingOptions options() {
        TrainingOptionsBuilder builder = TrainingOptions.builder(preset);
        give(name, builder::name);
        give(bits, builder::bits);
        give(epochs, builder::epochs);
        give(batch, builder::batch);
        give(learningRate, builder::learningRate);
        give(warmUp, builder::warmUp);
        give(cosine, builder::cosine);
        give(seed, builder::seed);
        give(threads, builder::threads);
        give(language == null ? null : AnalyzerSpec.forLanguage(language), builder::analyzer);
        give(vocabulary, builder::vocabularySize);
        give(minimumDocuments, builder::minimumDocuments);
        give(maximumShare, builder::maximumShare);
        give(titleWeight, builder::titleWeight);
        give(embedding, builder::embedding);
        give(hidden, builder::hidden);
        give(dropout, builder::dropout);
        give(rank, builder::rank);
        give(factorScale, builder::factorScale);
        give(samples, builder::samples);
        give(posterior, builder::posterior);
        give(mixture, builder::mixture);
        give(decoderNoise, builder::decoderNoise);
        give(divergenceStep, builder::divergenceStep);
        give(decoderLoss, builder::decoderLoss);
        give(negatives, builder::negatives);
        give(noiseWords, builder::noiseWords);
        builder.gradient(GradientOptions.of(
                gradient, relaxation, leastRelaxation, relaxationRate, gradientSamples, refinement()));
        give(boundWeight, builder::boundWeight);
        give(boundDocuments, builder::boundDocuments);
        give(temperature, builder::temperature);
        give(neighbours, builder::neighbours);
        give(keep, builder::keep);
        give(viewNoise, builder::viewNoise);
        give(viewNoiseFall, builder::viewNoiseFall);
        give(neighbourRounds, builder::neighbourRounds);
        give(softPositives, builder::softPositives);
        give(softWeight, builder::softWeight);
        give(codeWeight, builder::codeWeight);
        give(gibbsSteps, builder::gibbsSteps);
        give(persistent, builder::persistent);
        give(openings, builder::openings);
        builder.resplit(resplit);
        give(selection, builder::selection);
        give(patience, builder::patience);
        give(precision, builder::precision);
        sources.forEach(source -> builder.source(source(source)));
        return builder.build();
    }

    private @Nullable Refinement refinement() {
        if (refineSteps == null && refineRate == null) {
            return null;
        }
        return new Refinement(
                refineSteps == null ? GradientOptions.REFINE_STEPS : refineSteps,
                refineRate == null ? GradientOptions.REFINE_RATE : refineRate);
    }

    private static <T> void give(@Nullable T value, Consumer<T> option) {
        if (value != null) {
            option.accept(value);
        }
    }

    private static DataSource source(String text) {
        String[] parts = text.split("\\|", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("'--source' must be NAME|LICENCE|ATTRIBUTION, got '%s'".formatted(text));
        }
        return new DataSource(parts[0], parts[1], parts[2]);
    }
}
