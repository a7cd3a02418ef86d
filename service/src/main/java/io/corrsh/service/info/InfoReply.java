package io.corrsh.service.info;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.corrsh.model.bundle.DataSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the service is.
 *
 * @param model the identity of the model: codes of two models cannot be compared
 * @param bits the length of a code
 * @param bitOrder how a code's bits lie in its bytes
 * @param device where batches are encoded
 * @param vocabularySize how many words the model knows
 * @param data what the model was trained on, and on what terms
 * @param metrics what was measured on the model
 * @param documents how many documents the index holds
 * @param limits what a request may ask for
 * @param version the service's version
 */
record InfoReply(
        String model,
        int bits,
        @JsonProperty("bit_order") String bitOrder,
        String device,
        @JsonProperty("vocabulary_size") int vocabularySize,
        List<DataSource> data,
        Map<String, @Nullable Object> metrics,
        long documents,
        ServiceLimits limits,
        @Nullable String version) {}
