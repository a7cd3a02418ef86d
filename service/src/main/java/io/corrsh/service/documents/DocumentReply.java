package io.corrsh.service.documents;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A document in the index.
 *
 * @param model the identity of the model that made its code
 * @param bits the code's length
 * @param id the document's id
 * @param coded whether it has a code; without one no search by meaning finds it
 * @param code its code in hexadecimal digits
 * @param version what {@code If-Match} takes
 * @param document the document as it was sent
 */
record DocumentReply(
        String model,
        int bits,
        String id,
        boolean coded,
        @Nullable String code,
        String version,
        @Schema(type = "object") Object document) {}
