package io.corrsh.service.bits;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bit means.
 *
 * @param model the identity of the model
 * @param bits the length of a code
 * @param codes how many codes of this model the index holds
 * @param meaning what the bit means
 */
record BitReply(
        String model, int bits, long codes, @JsonUnwrapped Meaning meaning) {

    /**
     * What a bit means.
     *
     * @param bit its number
     * @param frequency the share of codes of the index that have it set; null where it holds none
     * @param entropy its entropy over the codes of the index, at most 1
     * @param wordsIfOne words that a set bit makes more likely, the strongest first
     * @param wordsIfZero words that it makes less likely, the strongest first
     */
    record Meaning(
            int bit,
            @Nullable Double frequency,
            @Nullable Double entropy,
            @JsonProperty("words_if_1") List<String> wordsIfOne,
            @JsonProperty("words_if_0") List<String> wordsIfZero) {}

    /**
     * What all bits mean.
     *
     * @param meanEntropy the mean of their entropies
     * @param data one for each bit
     */
    record All(
            String model,
            int bits,
            long codes,
            @JsonProperty("mean_entropy") @Nullable Double meanEntropy,
            List<Meaning> data) {}
}
