package io.corrsh.service.codes;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Codes as hexadecimal digits, the form that requests and replies use by default. */
public final class HexCode {

    private HexCode() {}

    /** The digits of a code, or {@code null} for none. */
    public static @Nullable String format(long @Nullable [] code, int bits) {
        return code == null ? null : (String) CodeFormat.HEX.write(code, bits);
    }

    /**
     * The words of a code.
     *
     * @throws IllegalArgumentException if {@code digits} are not {@code bits / 4} hexadecimal digits
     */
    public static long[] parse(String digits, int bits) {
        if (digits.length() != bits / 4) {
            throw new IllegalArgumentException(
                    "must have %d hexadecimal digits (%d bits), got %d".formatted(bits / 4, bits, digits.length()));
        }
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must have hexadecimal digits only, got '%s'".formatted(digits), e);
        }
        long[] words = new long[(bits + 63) / 64];
        ByteBuffer.wrap(Arrays.copyOf(bytes, words.length * Long.BYTES))
                .asLongBuffer()
                .get(words);
        return words;
    }
}
