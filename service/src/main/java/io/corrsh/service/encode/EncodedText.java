package io.corrsh.service.encode;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text's code and what is said of it.
 *
 * @param code its code in the format asked for, null if it has none
 * @param tokens how many tokens it has
 * @param oov how many of them the model does not know
 * @param reason why there is no code
 * @param minMargin the smallest magnitude of its logits
 * @param unstableBits the bits whose probability is between 0.4 and 0.6
 * @param logits the posterior mean of each bit
 * @param probabilities the probability of each bit to be 1
 */
@SuppressWarnings("ArrayRecordComponent")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EncodedText(
        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(
                types = {"string", "array", "null"},
                example = "9f3c01a77be2d410")
        @Nullable
        Object code,

        int tokens,
        int oov,
        @Nullable String reason,
        @JsonProperty("min_margin") @Nullable Float minMargin,

        @JsonProperty("unstable_bits") @Nullable List<Integer> unstableBits,

        float @Nullable [] logits,
        float @Nullable [] probabilities) {

    /** Why a text has no code. */
    public static final String NO_KNOWN_WORD = "no_known_word";
}
