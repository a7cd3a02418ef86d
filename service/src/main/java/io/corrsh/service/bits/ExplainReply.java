package io.corrsh.service.bits;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.corrsh.model.explain.BitShares.WordShare;
import java.util.List;

/**
 * Why a text has its code.
 *
 * @param model the identity of the model that made it
 * @param bits its length
 * @param text the code
 * @param data one for each bit; none where there is no code
 */
record ExplainReply(String model, int bits, @JsonUnwrapped TextCode text, List<ExplainedBit> data) {

    /**
     * Why a bit has its value. The logit is {@code rest} plus what all known words of the text add.
     *
     * @param bit its number
     * @param value its value
     * @param logit its posterior mean: positive for 1
     * @param rest what the logit would be without the words
     * @param wordsFor words that moved it towards its value, with what each adds to the logit, the strongest first
     * @param wordsAgainst words that moved it away
     * @param wordsIfOne words that a set bit makes more likely
     * @param wordsIfZero words that it makes less likely
     */
    record ExplainedBit(
            int bit,
            int value,
            float logit,
            double rest,
            @JsonProperty("words_for") List<WordShare> wordsFor,
            @JsonProperty("words_against") List<WordShare> wordsAgainst,
            @JsonProperty("words_if_1") List<String> wordsIfOne,
            @JsonProperty("words_if_0") List<String> wordsIfZero) {}
}
