package io.corrsh.service.documents;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of documents that pass a filter.
 *
 * @param model the identity of the model that made the codes
 * @param bits their length
 * @param tookMs how long it took, in milliseconds
 * @param matched how many passed the filter just before
 * @param deleted how many of them are gone: none after a dry run
 */
record DeletedReply(
        String model, int bits, @JsonProperty("took_ms") double tookMs, long matched, long deleted) {}
