package io.corrsh.service.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.corrsh.service.codes.HexCode;
import io.corrsh.service.documents.duplicates.Duplicate;
import io.corrsh.service.documents.store.Stored;
import org.jspecify.annotations.Nullable;

/**
 * What became of a document; stored, it is on disk.
 *
 * @param model the identity of the model that made its code
 * @param bits the code's length
 * @param id the document's id
 * @param coded whether it has a code; without one no search by meaning finds it
 * @param code its code in hexadecimal digits
 * @param tokens how many tokens its text has
 * @param oov how many of them the model does not know
 * @param reason why there is no code
 * @param version what {@code If-Match} takes
 * @param stored whether it was stored
 * @param duplicateOf the document that it is like, where that was asked for
 * @param distance how far their codes are apart
 */
record StoredReply(
        String model,
        int bits,
        String id,
        boolean coded,
        @Nullable String code,
        int tokens,
        int oov,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,
        String version,
        boolean stored,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("duplicate_of") @Nullable
        String duplicateOf,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer distance) {

    static final String NO_KNOWN_WORD = "no_known_word";

    static StoredReply of(Stored stored) {
        int bits = stored.space().bits();
        Duplicate duplicate = stored.duplicate();
        return new StoredReply(
                stored.space().model(),
                bits,
                stored.id(),
                stored.coded(),
                HexCode.format(stored.encoding().code(), bits),
                stored.encoding().tokens(),
                stored.encoding().unknown(),
                stored.coded() ? null : NO_KNOWN_WORD,
                stored.version(),
                !stored.skipped(),
                duplicate == null ? null : duplicate.id(),
                duplicate == null ? null : duplicate.distance());
    }
}
