package io.corrsh.service.bits;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.corrsh.model.explain.BitShares.WordShare;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far two texts are apart.
 *
 * @param model the identity of the model that made their codes
 * @param bits the length of a code
 * @param distance the number of bits that differ, null where a text has no code
 * @param score (bits - distance) / bits
 * @param a the first text's code
 * @param b the second text's code
 * @param differingBits why they differ where they do
 */
record SimilarityReply(
        String model,
        int bits,
        @Nullable Integer distance,
        @Nullable Double score,
        TextCode a,
        TextCode b,
        @JsonProperty("differing_bits") List<DifferingBit> differingBits) {

    /**
     * A bit that differs.
     *
     * @param bit its number
     * @param a its value in the first text's code
     * @param b its value in the second's
     * @param marginA the magnitude of the first text's logit
     * @param marginB the magnitude of the second's
     * @param wordsOfA words of the first text that gave it its value, with what each adds to the logit
     * @param wordsOfB words of the second
     * @param wordsIfOne words that a set bit makes more likely
     * @param wordsIfZero words that it makes less likely
     */
    record DifferingBit(
            int bit,
            int a,
            int b,
            @JsonProperty("margin_a") float marginA,
            @JsonProperty("margin_b") float marginB,
            @JsonProperty("words_of_a") List<WordShare> wordsOfA,
            @JsonProperty("words_of_b") List<WordShare> wordsOfB,
            @JsonProperty("words_if_1") List<String> wordsIfOne,
            @JsonProperty("words_if_0") List<String> wordsIfZero) {}
}
