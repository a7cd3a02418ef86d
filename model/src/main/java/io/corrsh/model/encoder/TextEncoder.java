package io.corrsh.model.encoder;

import java.util.List;

/**
 * Turns texts into codes. The same text and model give the same code alone or in any batch, on every device. Safe for
 * use by several threads at once.
 */
public interface TextEncoder extends AutoCloseable {

    /** The identity of the model, {@code name@} and 12 hex digits. */
    String model();

    /** The length of a code. */
    int bits();

    /** Where batches are computed, for people: {@code cpu (java)}, {@code cpu (pytorch)}, {@code gpu:0 (pytorch)}. */
    String device();

    /**
     * Encodes one text at once, with the logits of the reference encoder: the same on every machine to the last digit.
     */
    Encoding encode(String text);

    /** Encodes texts together, in their order. */
    List<Encoding> encode(List<String> texts);

    @Override
    void close();
}
