package io.corrsh.model.bundle;

import io.corrsh.model.text.TextAnalyzer;
import io.corrsh.model.text.Vectorizer;
import io.corrsh.model.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model as it is kept on disk: what it is, its words and its weights. Immutable, except that nobody may write into the
 * tensors' arrays.
 *
 * @param identity {@code name@} and the first 12 hex digits of the SHA-256 over the bytes of model.json,
 *     vocabulary.tsv and model.safetensors, in this order
 * @param description what model.json says
 * @param vocabulary the words
 * @param tensors the weights by name: {@code embedding.weight [V,E]}, {@code embedding.bias [E]},
 *     {@code hidden.weight [H,E]}, {@code hidden.bias [H]}, {@code mean.weight [bits,H]}, {@code mean.bias [bits]},
 *     {@code decoder.weight [V,bits]}, {@code decoder.bias [V]}, and possibly {@code posterior.deviation.*} and
 *     {@code posterior.factors.*}, {@code prior.weight [C,bits]} and {@code prior.bias [C]}
 */
public record ModelBundle(
        String identity, ModelDescription description, Vocabulary vocabulary, SortedMap<String, Tensor> tensors) {

    /** The log of the training, which a bundle may hold: JSON lines. No part of the identity. */
    public static final String LOG = "training.jsonl";

    /** The report of the training, which a bundle may hold: one HTML page. No part of the identity. */
    public static final String REPORT = "report.html";

    public ModelBundle {
        tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
    }

    /**
     * Reads and checks a bundle.
     *
     * @param directory the directory of the three files
     * @throws BundleException if a file is missing, cut off, or not what it must be
     * @throws IOException if a file cannot be read
     */
    public static ModelBundle load(Path directory) throws IOException {
        return BundleReader.read(BundleSource.directory(directory));
    }

    /**
     * Reads a bundle which must be a certain one.
     *
     * @param identity the identity it must have
     * @throws BundleException if it has another, or is not valid
     * @throws IOException if a file cannot be read
     */
    public static ModelBundle load(Path directory, String identity) throws IOException {
        ModelBundle bundle = load(directory);
        if (!bundle.identity().equals(identity)) {
            throw new BundleException(
                    "The model in '%s' must be %s, got %s: its files were changed or are another model's"
                            .formatted(directory, identity, bundle.identity()));
        }
        return bundle;
    }

    /**
     * How many values each of a bundle's tensors has, from the header of their file; nothing else is read or checked.
     *
     * @param directory the directory of the bundle
     * @throws BundleException if the file is missing or its header is not what it must be
     * @throws IOException if the file cannot be read
     */
    public static SortedMap<String, Long> sizes(Path directory) throws IOException {
        return BundleReader.sizes(BundleSource.directory(directory));
    }

    /**
     * Writes a bundle so that it is there as a whole or not at all, and reads it back. A bundle that the directory held
     * before is replaced.
     *
     * @param directory the directory to make; if it is there it must be empty or hold a bundle and nothing else
     * @param tensors the weights, named and shaped as above
     * @return the bundle as a later load gives it: with half precision the weights are rounded
     * @throws BundleException if the parts do not fit each other, or the directory holds other files
     * @throws IOException if a file cannot be written
     */
    public static ModelBundle write(
            Path directory,
            ModelDescription description,
            Vocabulary vocabulary,
            Map<String, Tensor> tensors,
            Precision precision)
            throws IOException {
        return new BundleWriter(directory).write(description, vocabulary, new TreeMap<>(tensors), precision);
    }

    /**
     * Puts a file beside the three of a bundle, in one step and durably; one of the same name is replaced. Writing the
     * bundle anew drops it.
     *
     * @param directory the bundle's
     * @param name {@link #LOG} or {@link #REPORT}
     * @throws IOException if it cannot be written
     */
    public static void attach(Path directory, String name, byte[] content) throws IOException {
        if (!name.equals(LOG) && !name.equals(REPORT)) {
            throw new IllegalArgumentException("'name' must be '%s' or '%s', got '%s'".formatted(LOG, REPORT, name));
        }
        new BundleWriter(directory).attach(name, content);
    }

    /** A vectorizer for this model's words, analyzer and weighting. */
    public Vectorizer vectorizer() {
        return new Vectorizer(new TextAnalyzer(description.analyzer()), vocabulary, description.weighting());
    }

    /** How many values each of the tensors has. */
    public SortedMap<String, Long> sizes() {
        SortedMap<String, Long> sizes = new TreeMap<>();
        tensors.forEach((name, tensor) -> sizes.put(name, (long) tensor.values().length));
        return sizes;
    }

    /**
     * One of the weights.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("'name' must be one of %s, got '%s'".formatted(tensors.keySet(), name));
        }
        return tensor;
    }
}
