package io.corrsh.model.encoder;

import io.corrsh.model.text.BagOfWords;
import java.util.List;

/**
 * Turns bags of words into codes. All implementations give identical codes for the same weights; they differ in speed
 * and in the last digits of the logits. Safe for use by several threads at once.
 */
public interface BagEncoder extends AutoCloseable {

    /**
     * Encodes bags in their order; an empty bag has neither code nor logits.
     *
     * @throws IllegalArgumentException if a word is outside the vocabulary
     */
    List<Encoding> encode(List<BagOfWords> bags);

    /** Where the work is done, for people. */
    String device();

    /** How much was left to the reference so far. */
    default Recomputed recomputed() {
        return Recomputed.NONE;
    }

    /**
     * How many times less a document costs in a batch of {@code batch} than in one of {@code documents}, as far as is
     * known; 1 where batches gain nothing.
     */
    default double gain(int documents, int batch) {
        return 1;
    }

    /** How many tensors are held outside the heap between batches: the same at any time, or memory is lost. */
    default int openTensors() {
        return 0;
    }

    @Override
    default void close() {}

    /**
     * What a fast encoder could not decide and the reference computed again.
     *
     * @param bits the bits whose logit was within its error bound
     * @param documents the documents that these bits are of
     */
    record Recomputed(long bits, long documents) {

        public static final Recomputed NONE = new Recomputed(0, 0);
    }
}
