package io.corrsh.service.bits;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.service.codes.HexCode;
import org.jspecify.annotations.Nullable;

/**
 * A text's code.
 *
 * @param code its code in hexadecimal digits, null if it has none
 * @param tokens how many tokens it has
 * @param oov how many of them the model does not know
 * @param reason why there is no code
 */
record TextCode(
        @Nullable String code,
        int tokens,
        int oov,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {

    static TextCode of(Encoding encoding, int bits) {
        long[] code = encoding.code();
        return new TextCode(
                HexCode.format(code, bits),
                encoding.tokens(),
                encoding.unknown(),
                code == null ? "no_known_word" : null);
    }

    /** The value of a bit. */
    static int bit(long[] code, int bit) {
        return (code[bit >> 6] & Long.MIN_VALUE >>> bit) == 0 ? 0 : 1;
    }
}
