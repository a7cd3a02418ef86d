package io.corrsh.model.training.options;

import static io.corrsh.model.training.options.value.Checks.require;

import io.corrsh.model.bundle.DataSource;
import io.corrsh.model.bundle.ModelDescription;
import io.corrsh.model.bundle.Precision;
import io.corrsh.model.text.Weighting;
import io.corrsh.model.training.options.bound.BoundOptions;
import io.corrsh.model.training.options.bound.Posterior;
import io.corrsh.model.training.options.contrast.ContrastOptions;
import io.corrsh.model.training.options.value.RecordMaps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a training can be told. Immutable; made by {@link #builder(Preset)}.
 *
 * @param name the model's name
 * @param preset where the options started from
 * @param bits the length of a code
 * @param epochs how often each document is used
 * @param batch how many documents a step uses
 * @param learningRate the schedule of the rate
 * @param vocabulary which words are known
 * @param network the sizes
 * @param bound CorrSH's bound
 * @param contrast the contrastive term, or null for none
 * @param energy the training of an energy model instead of an encoder and its bound, or null
 * @param resplit whether the documents are divided by the hash of their ids, not as the corpus says
 * @param openings of how many words the openings of longer documents are that are learned from besides, 0 for none
 * @param selection by what the epoch is chosen
 * @param patience after how many epochs that were no better training stops, 0 for never
 * @param validationQueries how many validation documents are measured at most
 * @param precision of the stored weights
 * @param seed of all random numbers
 * @param threads how many threads compute
 * @param sources what the corpus is, for the bundle
 */
public record TrainingOptions(
        String name,
        Preset preset,
        int bits,
        int epochs,
        int batch,
        LearningRate learningRate,
        VocabularyOptions vocabulary,
        NetworkOptions network,
        BoundOptions bound,
        @Nullable ContrastOptions contrast,
        @Nullable EnergyOptions energy,
        boolean resplit,
        int openings,
        Selection selection,
        int patience,
        int validationQueries,
        Precision precision,
        long seed,
        int threads,
        List<DataSource> sources) {

    public TrainingOptions {
        ModelDescription.requireBits(bits);
        require(epochs >= 1 && epochs <= 100_000, "epochs", "between 1 and 100000", epochs);
        require(batch >= 2 && batch <= 16_384, "batch", "between 2 and 16384", batch);
        require(openings >= 0 && openings <= 10_000, "openings", "between 0 and 10000", openings);
        require(patience >= 0, "patience", "at least 0", patience);
        require(validationQueries >= 1, "validation queries", "at least 1", validationQueries);
        require(threads >= 1 && threads <= 1024, "threads", "between 1 and 1024", threads);
        require(
                contrast != null || bound.weight() > 0,
                "bound weight",
                "above 0 without a contrastive term",
                bound.weight());
        require(
                energy == null || (bound.isPlain() && contrast == null),
                "preset",
                "other than energy for options of a posterior, a decoder's loss or a gradient",
                preset.name().toLowerCase(java.util.Locale.ROOT));
        require(
                bound.posterior() == Posterior.LOW_RANK || network.rank() == 0,
                "rank",
                "0 unless the posterior is low-rank",
                network.rank());
        require(
                bound.posterior() != Posterior.GAUSSIAN || contrast == null,
                "posterior",
                "low-rank or bernoulli with a contrastive term",
                bound.posterior());
        require(
                energy == null || vocabulary.titleWeight() == 1,
                "title weight",
                "1 with the preset energy",
                vocabulary.titleWeight());
        sources = List.copyOf(sources);
    }

    /** A builder that holds the preset's options. */
    public static TrainingOptionsBuilder builder(Preset preset) {
        return new TrainingOptionsBuilder(preset);
    }

    /** How the words of documents are weighted. */
    public Weighting weighting() {
        return energy == null ? Weighting.DEFAULT.withTitle(vocabulary.titleWeight()) : Weighting.COUNTS;
    }

    /** Of how many documents of a full batch the bound is computed. */
    public int boundDocuments() {
        if (bound.weight() == 0) {
            return 0;
        }
        return bound.documents() == 0 ? batch : Math.min(batch, bound.documents());
    }

    /** The options as plain JSON values, as a bundle records them. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("preset", preset.name().toLowerCase(java.util.Locale.ROOT));
        map.put("epochs", epochs);
        map.put("batch", batch);
        map.put("seed", seed);
        map.put("threads", threads);
        map.put("resplit", resplit);
        map.put("openings", openings);
        map.put("selection", selection.name().toLowerCase(java.util.Locale.ROOT));
        map.put("patience", patience);
        map.put("validation_queries", validationQueries);
        map.put("learning_rate", RecordMaps.toMap(learningRate));
        // Not Map.of, whose order changes from process to process, and with it the bundle's bytes.
        Map<String, @Nullable Object> words = new LinkedHashMap<>();
        words.put("size", vocabulary.size());
        words.put("minimum_documents", vocabulary.minimumDocuments());
        words.put("maximum_share", vocabulary.maximumShare());
        words.put("title_weight", vocabulary.titleWeight());
        map.put("vocabulary", words);
        map.put("network", RecordMaps.toMap(network));
        map.put("bound", RecordMaps.toMap(bound));
        map.put("contrast", contrast == null ? null : RecordMaps.toMap(contrast));
        map.put("energy", energy == null ? null : RecordMaps.toMap(energy));
        return map;
    }
}
