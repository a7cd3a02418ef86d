package io.corrsh.service.search;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search: exactly one of {@code q}, {@code code} and {@code id}.
 *
 * @param q a text
 * @param code a code in hexadecimal digits
 * @param id the id of a stored document, which is not among the hits itself
 * @param k the most hits wanted
 * @param offset how many hits to leave out first
 * @param maxDistance no hit is farther
 * @param rerank how hits are ordered
 * @param candidates how many of the nearest documents are ordered anew
 * @param filter only documents that pass it
 * @param fields the fields of each document to give back; {@code *} for the whole payload
 * @param explain whether each hit says in which bits it differs
 */
record SearchRequest(
        @Schema(example = "space shuttle launch orbit") @Nullable
        String q,

        @Schema(example = "9f3c01a77be2d410") @Nullable String code,
        @Schema(example = "a17") @Nullable String id,
        @Schema(defaultValue = "10") @Nullable Integer k,
        @Schema(defaultValue = "0") @Nullable Integer offset,
        @JsonProperty("max_distance") @Nullable Integer maxDistance,

        @Schema(
                allowableValues = {"none", "logits"},
                defaultValue = "none")
        @Nullable
        String rerank,

        @Nullable Integer candidates,

        @Schema(example = "labels:sci.space AND year:[1990 TO 1995]") @Nullable
        String filter,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<@Nullable String> fields,

        @Schema(defaultValue = "false") @Nullable Boolean explain) {}
