package io.corrsh.service.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.corrsh.index.SearchResult;
import io.corrsh.index.WordResult;
import io.corrsh.service.search.facets.FacetValue;
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
 * @param facets how often the values of fields occur among all documents that the search finds
 * @param plan how the index found the answer
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

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, List<FacetValue>> facets,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Plan plan,
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
     * How the index found the answer, summed over all choices of probed bits.
     *
     * @param segmentsByTables segments that were answered by looking up parts of codes
     * @param segmentsByScan segments whose codes were all compared
     * @param segmentsByFilter segments of which only the documents that pass the filter were compared
     * @param lists how many lists of the tables were looked up
     * @param candidates how many codes stood in these lists
     * @param codesCompared how many codes were compared
     * @param wordMatches how many documents share a word with the query, at least; where words count
     */
    record Plan(
            @JsonProperty("segments_by_tables") int segmentsByTables,
            @JsonProperty("segments_by_scan") int segmentsByScan,
            @JsonProperty("segments_by_filter") int segmentsByFilter,
            long lists,
            long candidates,
            @JsonProperty("codes_compared") long codesCompared,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("word_matches") @Nullable
            Long wordMatches) {

        static Plan of(List<SearchResult> results, @Nullable WordResult words) {
            int tables = 0;
            int scans = 0;
            int filters = 0;
            long lists = 0;
            long candidates = 0;
            long compared = 0;
            for (SearchResult result : results) {
                tables += result.plan().segmentsByTables();
                scans += result.plan().segmentsByScan();
                filters += result.plan().segmentsByFilter();
                lists += result.plan().lists();
                candidates += result.plan().candidates();
                compared += result.codesScanned();
            }
            return new Plan(tables, scans, filters, lists, candidates, compared, words == null ? null : words.total());
        }
    }

    /**
     * A document.
     *
     * @param distance in how many bits its code differs, lower is closer
     * @param probedDistance in how many bits that were not probed it differs, which is what hits are ordered by
     * @param score {@code (bits - distance) / bits}, higher is closer
     * @param wordScore its score by BM25, where words count
     * @param hybridScore codes and words together, which is what hits are ordered by where words count
     * @param highlight passages of the text as HTML, the query's words within {@code <em>}
     * @param payload its fields
     * @param passage the nearest passage, where the document has some
     * @param explain in which bits it differs
     */
    record Hit(
            String id,
            @Nullable Integer distance,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("probed_distance") @Nullable
            Integer probedDistance,

            @Nullable Double score,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("word_score") @Nullable
            Float wordScore,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("hybrid_score") @Nullable
            Double hybridScore,

            @Schema(type = "object") Map<String, Object> payload,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            HitPassage passage,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Map<String, List<String>> highlight,

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
