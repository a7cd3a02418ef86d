package io.corrsh.service.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.corrsh.service.codes.HexCode;
import org.jspecify.annotations.Nullable;

/**
 * A document was stored, and is on disk.
 *
 * @param model the identity of the model that made its code
 * @param bits the code's length
 * @param id the document's id
 * @param coded whether it has a code; without one no search by meaning finds it
 * @param code its code in hexadecimal digits
 * @param tokens how many tokens its text has
 * @param oov how many of them the model does not know
 * @param reason why there is no code
 */
record StoredReply(
        String model,
        int bits,
        String id,
        boolean coded,
        @Nullable String code,
        int tokens,
        int oov,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {

    static final String NO_KNOWN_WORD = "no_known_word";

    static StoredReply of(String model, int bits, DocumentStore.Stored stored) {
        return new StoredReply(
                model,
                bits,
                stored.id(),
                stored.coded(),
                HexCode.format(stored.encoding().code(), bits),
                stored.encoding().tokens(),
                stored.encoding().unknown(),
                stored.coded() ? null : NO_KNOWN_WORD);
    }
}
