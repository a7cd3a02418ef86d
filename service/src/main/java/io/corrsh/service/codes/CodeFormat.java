package io.corrsh.service.codes;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The ways to write a code in JSON. All begin with bit 0, the most significant bit of byte 0. */
public enum CodeFormat {
    /** Lower-case hexadecimal digits. */
    HEX {
        @Override
        public Object write(long[] code, int bits) {
            return HexFormat.of().formatHex(bytes(code, bits));
        }
    },
    /** Base64 of the bytes, with padding. */
    BASE64 {
        @Override
        public Object write(long[] code, int bits) {
            return Base64.getEncoder().encodeToString(bytes(code, bits));
        }
    },
    /** An array of signed bytes. */
    BINARY {
        @Override
        public Object write(long[] code, int bits) {
            List<Integer> values = new ArrayList<>(bits / 8);
            for (byte value : bytes(code, bits)) {
                values.add((int) value);
            }
            return values;
        }
    },
    /** An array of unsigned bytes. */
    UBINARY {
        @Override
        public Object write(long[] code, int bits) {
            List<Integer> values = new ArrayList<>(bits / 8);
            for (byte value : bytes(code, bits)) {
                values.add(Byte.toUnsignedInt(value));
            }
            return values;
        }
    },
    /** A character a bit, as PostgreSQL's bit type reads it. */
    BITSTRING {
        @Override
        public Object write(long[] code, int bits) {
            String digits = new BigInteger(1, bytes(code, bits)).toString(2);
            return "0".repeat(bits - digits.length()) + digits;
        }
    },
    /** The 64-bit words as signed decimal numbers in strings, which no JSON parser rounds; one word is not in an array. */
    INT64 {
        @Override
        public Object write(long[] code, int bits) {
            List<String> words = Arrays.stream(code).mapToObj(Long::toString).toList();
            return words.size() == 1 ? words.getFirst() : words;
        }
    };

    /** What JSON shows of a code: a string or a list. */
    public abstract Object write(long[] code, int bits);

    private static byte[] bytes(long[] code, int bits) {
        ByteBuffer buffer = ByteBuffer.allocate(code.length * Long.BYTES);
        buffer.asLongBuffer().put(code);
        return Arrays.copyOf(buffer.array(), bits / 8);
    }
}
