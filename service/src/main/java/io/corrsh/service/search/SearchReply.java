package io.corrsh.service.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param model the identity of the model that made the codes
 * @param bits their length
 * @param tookMs how long the search took, in milliseconds
 * @param exact whether no nearer document was missed
 * @param total how many documents pass the filter and the largest distance
 * @param query what the model made of the query
 * @param hits the nearest documents
 * @param nextCursor what the next page is asked for with, where there may be one
 * @param warnings what the sender should know: {@code no_known_word}, {@code few_known_words},
 *     {@code mostly_unknown_words}
 */
record SearchReply(
        String model,
        int bits,
        @JsonProperty("took_ms") double tookMs,
        boolean exact,
        Total total,
        Query query,
        List<Hit> hits,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("next_cursor") @Nullable
        String nextCursor,

        List<String> warnings) {

    record Total(
            long value,
            @Schema(allowableValues = {"eq", "gte"}) String relation) {

        static Total exactly(long value) {
            return new Total(value, "eq");
        }

        static Total atLeast(long value) {
            return new Total(value, "gte");
        }
    }

    /**
     * The query as it was searched for.
     *
     * @param code its code, null if it has none
     * @param tokens how many tokens a text has
     * @param oov how many of them the model does not know
     * @param unstableBits bits of a text's code that might as well have the other value
     * @param probedBits those of them that counted as undecided
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Query(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String code,

            @Nullable Integer tokens,
            @Nullable Integer oov,
            @JsonProperty("unstable_bits") @Nullable List<Integer> unstableBits,
            @JsonProperty("probed_bits") @Nullable List<Integer> probedBits) {}

    /**
     * A document.
     *
     * @param distance in how many bits its code differs, lower is closer
     * @param probedDistance in how many bits that were not probed it differs, which is what hits are ordered by
     * @param score {@code (bits - distance) / bits}, higher is closer
     * @param payload its fields
     * @param explain in which bits it differs
     */
    record Hit(
            String id,
            int distance,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("probed_distance") @Nullable
            Integer probedDistance,

            double score,
            @Schema(type = "object") Map<String, Object> payload,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Explanation explain) {}

    record Explanation(
            String code, @JsonProperty("differing_bits") List<DifferingBit> differingBits) {}

    /**
     * A bit in which a document differs from the query.
     *
     * @param bit its number
     * @param query its value in the query
     * @param document its value in the document
     * @param weight the magnitude of the query's logit, where the query is a text
     * @param wordsIfOne words that a set bit makes more likely
     * @param wordsIfZero words that it makes less likely
     */
    record DifferingBit(
            int bit,
            int query,
            int document,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Float weight,

            @JsonProperty("words_if_1") List<String> wordsIfOne,
            @JsonProperty("words_if_0") List<String> wordsIfZero) {}
}
