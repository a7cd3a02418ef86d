package io.corrsh.index.lucene.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Turns codes from bytes to 64-bit words and back: bit 0 is the highest bit of byte 0 and of word 0. */
public final class Codes {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Codes() {}

    /** The word that starts at byte {@code 8 * word}; bytes beyond the end count as zero. */
    public static long word(byte[] code, int word) {
        int from = word * Long.BYTES;
        if (from + Long.BYTES <= code.length) {
            return (long) WORD.get(code, from);
        }
        long value = 0;
        for (int i = from; i < code.length; i++) {
            value |= (code[i] & 0xFFL) << (56 - 8 * (i - from));
        }
        return value;
    }

    /** All words of a code; bytes beyond its end count as zero. */
    static long[] words(byte[] code) {
        long[] words = new long[HammingCodesFormat.words(code.length)];
        for (int word = 0; word < words.length; word++) {
            words[word] = word(code, word);
        }
        return words;
    }

    /** The first bytes of a code that is given in words. */
    public static byte[] bytes(long[] code, int bytes) {
        byte[] result = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            result[i] = (byte) (code[i >> 3] >>> (56 - 8 * (i & 7)));
        }
        return result;
    }
}
