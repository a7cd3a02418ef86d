package io.corrsh.service.encode;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codes of texts.
 *
 * @param model the identity of the model that made them
 * @param bits their length
 * @param data one for each text, in their order
 */
record EncodeReply(String model, int bits, List<Item> data) {

    /**
     * What became of a text.
     *
     * @param index its place in the request
     * @param code its code in the format asked for, null if it has none
     * @param tokens how many tokens it has
     * @param oov how many of them the model does not know
     * @param reason why there is no code
     * @param logits the posterior mean of each bit, where asked for
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Item(
            int index,

            @Schema(
                    types = {"string", "array", "null"},
                    example = "9f3c01a77be2d410")
            @Nullable
            Object code,

            int tokens,
            int oov,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason,

            @JsonInclude(JsonInclude.Include.NON_NULL) float @Nullable [] logits) {

        static final String NO_KNOWN_WORD = "no_known_word";
    }
}
