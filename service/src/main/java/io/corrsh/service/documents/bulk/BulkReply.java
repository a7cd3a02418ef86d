package io.corrsh.service.documents.bulk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The answer to a bulk load as the API's description shows it; it is written by {@link BulkController}. */
record BulkReply(
        String model,
        int bits,
        @JsonProperty("took_ms") double tookMs,
        boolean errors,
        long accepted,
        long failed,
        List<BulkItem> items) {}
