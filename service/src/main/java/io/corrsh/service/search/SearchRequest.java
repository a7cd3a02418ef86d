package io.corrsh.service.search;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.corrsh.service.collections.settings.CollectionSettings;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A search: exactly one of {@code q}, {@code code}, {@code id} and {@code queries}.
 *
 * @param queries several searches; what one does not say is as beside them
 * @param q a text
 * @param code a code in hexadecimal digits
 * @param id the id of a stored document, which is not among the hits itself
 * @param k the most hits wanted
 * @param offset how many hits to leave out first
 * @param cursor where the page before ended
 * @param maxDistance no hit is farther
 * @param rerank how hits are ordered
 * @param candidates how many of the nearest documents are ordered anew
 * @param probes how many uncertain bits of a text's code count as undecided
 * @param hybrid how much words count, from 0 (codes alone) to 1 (BM25 alone)
 * @param filter only documents that pass it
 * @param fields the fields of each document to give back; {@code *} for the whole payload
 * @param facets the fields whose values are counted among all documents that are found
 * @param facetSize how many values of each
 * @param highlight whether hits show where the words of a text stand in theirs
 * @param explain whether each hit says in which bits it differs
 * @param plan whether the reply tells how the index found it
 */
record SearchRequest(
        @Nullable List<@Nullable SearchRequest> queries,

        @Schema(example = "space shuttle launch orbit") @Nullable
        String q,

        @Schema(example = "9f3c01a77be2d410") @Nullable String code,
        @Schema(example = "a17") @Nullable String id,
        @Schema(defaultValue = "10") @Nullable Integer k,
        @Schema(defaultValue = "0") @Nullable Integer offset,
        @Nullable String cursor,
        @JsonProperty("max_distance") @Nullable Integer maxDistance,

        @Schema(
                allowableValues = {"none", "logits"},
                defaultValue = "none")
        @Nullable
        String rerank,

        @Nullable Integer candidates,
        @Schema(defaultValue = "0") @Nullable Integer probes,

        @Schema(defaultValue = "0", minimum = "0", maximum = "1") @Nullable
        Double hybrid,

        @Schema(
                description = "In the language of filters, or as JSON",
                types = {"string", "object"},
                example = "labels:sci.space AND year:[1990 TO 1995]")
        @Nullable
        JsonNode filter,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<@Nullable String> fields,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<@Nullable String> facets,

        @JsonProperty("facet_size") @Schema(defaultValue = "10") @Nullable
        Integer facetSize,

        @Schema(defaultValue = "false") @Nullable Boolean highlight,
        @Schema(defaultValue = "false") @Nullable Boolean explain,
        @Schema(defaultValue = "false") @Nullable Boolean plan) {

    /** The name of the order by the query's logits. */
    static final String LOGITS = "logits";

    /** The same search, with a collection's settings where it has none, and they make sense. */
    SearchRequest or(CollectionSettings usual) {
        boolean plain = q != null && cursor == null && (probes == null || probes == 0) && !LOGITS.equals(rerank);
        return hybrid != null || usual.hybrid() == null || !plain ? this : or(hybrid(usual.hybrid()));
    }

    private static SearchRequest hybrid(Double share) {
        return new SearchRequest(
                null, null, null, null, null, null, null, null, null, null, null, share, null, null, null, null, null,
                null, null);
    }

    /** The same search, with the settings of another where it has none. */
    SearchRequest or(SearchRequest usual) {
        return new SearchRequest(
                queries,
                q,
                code,
                id,
                k == null ? usual.k : k,
                offset == null ? usual.offset : offset,
                cursor,
                maxDistance == null ? usual.maxDistance : maxDistance,
                rerank == null ? usual.rerank : rerank,
                candidates == null ? usual.candidates : candidates,
                probes == null ? usual.probes : probes,
                hybrid == null ? usual.hybrid : hybrid,
                filter == null ? usual.filter : filter,
                fields == null ? usual.fields : fields,
                facets == null ? usual.facets : facets,
                facetSize == null ? usual.facetSize : facetSize,
                highlight == null ? usual.highlight : highlight,
                explain == null ? usual.explain : explain,
                plan == null ? usual.plan : plan);
    }
}
