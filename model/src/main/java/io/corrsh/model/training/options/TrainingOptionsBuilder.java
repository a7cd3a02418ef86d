package io.corrsh.model.training.options;

import io.corrsh.model.bundle.DataSource;
import io.corrsh.model.bundle.Precision;
import io.corrsh.model.text.AnalyzerSpec;
import io.corrsh.model.training.options.bound.DecoderLoss;
import io.corrsh.model.training.options.bound.FactorScale;
import io.corrsh.model.training.options.bound.GradientOptions;
import io.corrsh.model.training.options.bound.Posterior;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects options, flat, beginning with a preset's; what breaks a rule is told by {@link #build()}. Not thread-safe. */
public final class TrainingOptionsBuilder {

    private static final int HIDDEN = 500;

    private final Preset preset;
    private final boolean contrast;
    private final ContrastDefaults pairs = new ContrastDefaults();
    private String name = "corrsh";
    private int bits = 64;
    private int epochs;
    private int batch;
    private double learningRate;
    private int warmUp;
    private final double decay;
    private boolean cosine;
    private final VocabularyDefaults words;
    private final BoundDefaults bound;
    private @Nullable Integer embedding;
    private @Nullable Integer hidden;
    private double dropout = 0.2;
    private final int usualEmbedding;
    private final double embeddingRange;
    private int rank;
    private FactorScale factorScale = FactorScale.INVERSE;
    private int gibbsSteps = 1;
    private boolean persistent;
    private boolean resplit;
    private int openings;
    private Selection selection = Selection.NEIGHBOURS;
    private int patience = 10;
    private int validationQueries = 2000;
    private Precision precision = Precision.FLOAT;
    private long seed = 123;
    private int threads = Math.min(2, Runtime.getRuntime().availableProcessors());
    private final List<DataSource> sources = new ArrayList<>();

    TrainingOptionsBuilder(Preset preset) {
        this.preset = preset;
        Defaults defaults = Defaults.of(preset);
        this.contrast = defaults.contrast();
        this.epochs = defaults.epochs();
        this.batch = defaults.batch();
        this.learningRate = defaults.learningRate();
        this.decay = defaults.decay();
        this.cosine = defaults.cosine();
        this.words = new VocabularyDefaults(defaults.vocabulary(), defaults.titleWeight());
        this.usualEmbedding = defaults.embedding();
        this.embeddingRange = defaults.embeddingRange();
        this.bound = new BoundDefaults(preset, defaults);
        this.rank = defaults.posterior() == Posterior.LOW_RANK ? 10 : 0;
    }

    public TrainingOptionsBuilder name(String value) {
        name = value;
        return this;
    }

    /** A multiple of 8 between 16 and 256. */
    public TrainingOptionsBuilder bits(int value) {
        bits = value;
        return this;
    }

    public TrainingOptionsBuilder epochs(int value) {
        epochs = value;
        return this;
    }

    public TrainingOptionsBuilder batch(int value) {
        batch = value;
        return this;
    }

    public TrainingOptionsBuilder learningRate(double value) {
        learningRate = value;
        return this;
    }

    /** Over how many steps the learning rate rises. */
    public TrainingOptionsBuilder warmUp(int value) {
        warmUp = value;
        return this;
    }

    /** Whether the learning rate falls along a cosine. */
    public TrainingOptionsBuilder cosine(boolean value) {
        cosine = value;
        return this;
    }

    public TrainingOptionsBuilder analyzer(AnalyzerSpec value) {
        words.analyzer = value;
        return this;
    }

    public TrainingOptionsBuilder vocabularySize(int value) {
        words.size = value;
        return this;
    }

    public TrainingOptionsBuilder minimumDocuments(int value) {
        words.minimumDocuments = value;
        return this;
    }

    public TrainingOptionsBuilder maximumShare(double value) {
        words.maximumShare = value;
        return this;
    }

    /** How often each word of a title is counted. */
    public TrainingOptionsBuilder titleWeight(int value) {
        words.titleWeight = value;
        return this;
    }

    public TrainingOptionsBuilder embedding(int value) {
        embedding = value;
        return this;
    }

    public TrainingOptionsBuilder hidden(int value) {
        hidden = value;
        return this;
    }

    public TrainingOptionsBuilder dropout(double value) {
        dropout = value;
        return this;
    }

    /** The factors of the bits' correlation, k. */
    public TrainingOptionsBuilder rank(int value) {
        rank = value;
        return this;
    }

    /** What the factors are multiplied by. */
    public TrainingOptionsBuilder factorScale(FactorScale value) {
        factorScale = value;
        return this;
    }

    public TrainingOptionsBuilder boundWeight(double value) {
        bound.weight = value;
        return this;
    }

    /** Of how many documents of a batch the bound is computed, 0 for all. */
    public TrainingOptionsBuilder boundDocuments(int value) {
        bound.documents = value;
        return this;
    }

    /** The share of a neighbour's words in the reconstruction. */
    public TrainingOptionsBuilder neighbourShare(double value) {
        bound.neighbourShare = value;
        return this;
    }

    /** The samples of the divergence's estimate, m. */
    public TrainingOptionsBuilder samples(int value) {
        bound.samples = value;
        return this;
    }

    public TrainingOptionsBuilder posterior(Posterior value) {
        bound.posterior = value;
        return this;
    }

    /** The components of the prior, 0 for the uniform prior. */
    public TrainingOptionsBuilder mixture(int value) {
        bound.mixture = value;
        return this;
    }

    /** The deviation of the noise on the decoder's input in the first epoch. */
    public TrainingOptionsBuilder decoderNoise(double value) {
        bound.decoderNoise = value;
        return this;
    }

    /** By how much the divergence's weight, first 0, rises with every epoch, up to 1. */
    public TrainingOptionsBuilder divergenceStep(double value) {
        bound.divergenceStep = value;
        return this;
    }

    public TrainingOptionsBuilder decoderLoss(DecoderLoss value) {
        bound.decoderLoss = value;
        return this;
    }

    /** How many noise words a sampled loss weighs against each word of a document. */
    public TrainingOptionsBuilder negatives(int value) {
        bound.negatives = value;
        return this;
    }

    /** How many noise words are drawn for a batch. */
    public TrainingOptionsBuilder noiseWords(int value) {
        bound.noiseWords = value;
        return this;
    }

    /** The estimator of the gradient through the bound's bits. */
    public TrainingOptionsBuilder gradient(GradientOptions value) {
        bound.gradient = value;
        return this;
    }

    public TrainingOptionsBuilder temperature(double value) {
        pairs.temperature = value;
        return this;
    }

    /** The probability with which a view keeps a word. */
    public TrainingOptionsBuilder keep(double value) {
        pairs.keep = value;
        return this;
    }

    /** The scale of the noise in the views' codes at the end, 1 for samples and 0 for signs. */
    public TrainingOptionsBuilder viewNoise(double value) {
        pairs.viewNoise = value;
        return this;
    }

    /** Over which share of the steps this noise falls from 1. */
    public TrainingOptionsBuilder viewNoiseFall(double value) {
        pairs.viewNoiseFall = value;
        return this;
    }

    public TrainingOptionsBuilder neighbours(int value) {
        pairs.neighbours = value;
        return this;
    }

    /** How often the neighbours are found again by walks and regression, 0 for those by cosine. */
    public TrainingOptionsBuilder neighbourRounds(int value) {
        pairs.neighbourRounds = value;
        return this;
    }

    public TrainingOptionsBuilder softPositives(int value) {
        pairs.softPositives = value;
        return this;
    }

    public TrainingOptionsBuilder softWeight(double value) {
        pairs.softWeight = value;
        return this;
    }

    /** The weight of the codes that documents should get by where they belong, 0 to begin at random and without them. */
    public TrainingOptionsBuilder codeWeight(double value) {
        pairs.codeWeight = value;
        return this;
    }

    /** The Gibbs steps between documents and the model's own samples, k of CD-k. */
    public TrainingOptionsBuilder gibbsSteps(int value) {
        gibbsSteps = value;
        return this;
    }

    /** Whether an energy model's chains go on from step to step. */
    public TrainingOptionsBuilder persistent(boolean value) {
        persistent = value;
        return this;
    }

    /** Of how many words the openings of longer documents are that are learned from besides, 0 for none. */
    public TrainingOptionsBuilder openings(int value) {
        openings = value;
        return this;
    }

    /** Whether the documents are divided by the hash of their ids, not as the corpus says. */
    public TrainingOptionsBuilder resplit(boolean value) {
        resplit = value;
        return this;
    }

    public TrainingOptionsBuilder selection(Selection value) {
        selection = value;
        return this;
    }

    /** After how many epochs that were no better training stops, 0 for never. */
    public TrainingOptionsBuilder patience(int value) {
        patience = value;
        return this;
    }

    public TrainingOptionsBuilder validationQueries(int value) {
        validationQueries = value;
        return this;
    }

    public TrainingOptionsBuilder precision(Precision value) {
        precision = value;
        return this;
    }

    public TrainingOptionsBuilder seed(long value) {
        seed = value;
        return this;
    }

    public TrainingOptionsBuilder threads(int value) {
        threads = value;
        return this;
    }

    /** Adds what the corpus is made of. */
    public TrainingOptionsBuilder source(DataSource value) {
        sources.add(value);
        return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException for a value that breaks its rule; the message names the option, the rule and the value
     */
    public TrainingOptions build() {
        // A linear code of that many bits passes through two units a bit.
        int linear = contrast && pairs.codeWeight > 0 ? 2 * bits : 0;
        return new TrainingOptions(
                name,
                preset,
                bits,
                epochs,
                batch,
                new LearningRate(learningRate, warmUp, decay, 10_000, cosine),
                words.build(),
                new NetworkOptions(
                        embedding == null ? Math.max(usualEmbedding, linear) : embedding,
                        hidden == null ? Math.max(HIDDEN, linear) : hidden,
                        dropout,
                        embeddingRange,
                        rank,
                        factorScale),
                bound.build(rank),
                contrast ? pairs.build() : null,
                preset == Preset.ENERGY ? new EnergyOptions(gibbsSteps, persistent) : null,
                resplit,
                openings,
                selection,
                patience,
                validationQueries,
                precision,
                seed,
                threads,
                sources);
    }
}
