package io.corrsh.service.info;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.corrsh.index.IndexedDocument;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Encode;
import io.corrsh.service.settings.Limits;
import io.corrsh.service.settings.Rates;
import java.time.Duration;

/**
 * What a request may ask for, and when it has to wait or come back.
 *
 * @param bodyBytes the largest body
 * @param bulkBodyBytes the largest body of JSON lines
 * @param bodyBytesPerSecond how fast a body must come; 0 for any rate
 * @param idBytes the longest id of a document
 * @param inputs the most texts of a request to encode
 * @param queries the most searches of a request
 * @param k the most hits of a reply
 * @param candidates the most documents that paging and re-ranking may look at
 * @param filterConditions the most conditions of a filter
 * @param searchSeconds how long a search may take
 * @param concurrent how many requests are in flight before others are refused
 * @param queueTexts how many texts wait before others are refused
 * @param batchTexts the most texts of a batch
 * @param batchTokens how many tokens end a batch
 * @param lingerSeconds how long a batch may wait for more texts
 * @param timeoutSeconds how long a request waits for its codes if it does not say so itself
 * @param longestTimeoutSeconds the longest time that it may say
 * @param callerRequestsPerSecond how many requests a caller may send; 0 for any number
 * @param callerTextsPerDay how many texts a caller may have encoded; 0 for any number
 * @param modelBytes what the weights of all models may take in memory
 */
record ServiceLimits(
        @JsonProperty("body_bytes") long bodyBytes,
        @JsonProperty("bulk_body_bytes") long bulkBodyBytes,
        @JsonProperty("body_bytes_per_second") long bodyBytesPerSecond,
        @JsonProperty("id_bytes") int idBytes,
        int inputs,
        int queries,
        int k,
        int candidates,
        @JsonProperty("filter_conditions") int filterConditions,
        @JsonProperty("search_seconds") double searchSeconds,
        int concurrent,
        @JsonProperty("queue_texts") int queueTexts,
        @JsonProperty("batch_texts") int batchTexts,
        @JsonProperty("batch_tokens") int batchTokens,
        @JsonProperty("linger_seconds") double lingerSeconds,
        @JsonProperty("timeout_seconds") double timeoutSeconds,
        @JsonProperty("longest_timeout_seconds") double longestTimeoutSeconds,
        @JsonProperty("caller_requests_per_second") int callerRequestsPerSecond,
        @JsonProperty("caller_texts_per_day") long callerTextsPerDay,
        @JsonProperty("model_bytes") long modelBytes) {

    static ServiceLimits of(CorrshProperties properties) {
        Limits limits = properties.limits();
        Encode encode = properties.encode();
        Rates rates = properties.rates();
        return new ServiceLimits(
                limits.body().toBytes(),
                limits.bulkBody().toBytes(),
                limits.bodyRate().toBytes(),
                IndexedDocument.MAX_ID_BYTES,
                limits.inputs(),
                limits.queries(),
                limits.k(),
                limits.candidates(),
                limits.filterConditions(),
                seconds(limits.searchTime()),
                limits.concurrent(),
                encode.queue(),
                encode.batchTexts(),
                encode.batchTokens(),
                seconds(encode.linger()),
                seconds(encode.timeout()),
                seconds(encode.longestTimeout()),
                rates.requests(),
                rates.texts(),
                properties.models().mostBytes());
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
