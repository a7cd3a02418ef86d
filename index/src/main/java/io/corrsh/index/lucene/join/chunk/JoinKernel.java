package io.corrsh.index.lucene.join.chunk;

/**
 * The inner loops of the join. C2 turns them into vector code as long as each is a small static method with an {@code int}
 * index and no branch; keep them so.
 */
final class JoinKernel {

    private JoinKernel() {}

    /** The smallest distance of a code to those from one ordinal up to another. */
    static int minimum(long[][] words, int from, int to, int code) {
        return switch (words.length) {
            case 1 -> minimum(words[0], from, to, words[0][code]);
            case 2 -> minimum(words[0], words[1], from, to, words[0][code], words[1][code]);
            case 3 -> minimum(words[0], words[1], words[2], from, to, words[0][code], words[1][code], words[2][code]);
            default ->
                minimum(
                        words[0],
                        words[1],
                        words[2],
                        words[3],
                        from,
                        to,
                        words[0][code],
                        words[1][code],
                        words[2][code],
                        words[3][code]);
        };
    }

    private static int minimum(long[] codes, int from, int to, long code) {
        int minimum = 64;
        for (int i = from; i < to; i++) {
            minimum = Math.min(minimum, Long.bitCount(codes[i] ^ code));
        }
        return minimum;
    }

    private static int minimum(long[] codes0, long[] codes1, int from, int to, long code0, long code1) {
        int minimum = 128;
        for (int i = from; i < to; i++) {
            minimum = Math.min(minimum, Long.bitCount(codes0[i] ^ code0) + Long.bitCount(codes1[i] ^ code1));
        }
        return minimum;
    }

    private static int minimum(
            long[] codes0, long[] codes1, long[] codes2, int from, int to, long code0, long code1, long code2) {
        int minimum = 192;
        for (int i = from; i < to; i++) {
            minimum = Math.min(
                    minimum,
                    Long.bitCount(codes0[i] ^ code0)
                            + Long.bitCount(codes1[i] ^ code1)
                            + Long.bitCount(codes2[i] ^ code2));
        }
        return minimum;
    }

    private static int minimum(
            long[] codes0,
            long[] codes1,
            long[] codes2,
            long[] codes3,
            int from,
            int to,
            long code0,
            long code1,
            long code2,
            long code3) {
        int minimum = 256;
        for (int i = from; i < to; i++) {
            minimum = Math.min(
                    minimum,
                    Long.bitCount(codes0[i] ^ code0)
                            + Long.bitCount(codes1[i] ^ code1)
                            + Long.bitCount(codes2[i] ^ code2)
                            + Long.bitCount(codes3[i] ^ code3));
        }
        return minimum;
    }
}
