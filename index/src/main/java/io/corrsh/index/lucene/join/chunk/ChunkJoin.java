package io.corrsh.index.lucene.join.chunk;

import io.corrsh.index.Deadline;
import java.util.List;

/**
 * Finds the pairs within a distance whose codes agree in one chunk, but in no earlier one, so that every pair is found
 * once. Each thread has one of its own.
 */
final class ChunkJoin {

    /** Codes to compare at once: enough for vector code, few enough to look at again. */
    private static final int BLOCK = 512;

    /** Below so many codes the vector code is not worth its start. */
    private static final int FEW = 12;

    /** Comparisons between two looks at the deadline: about a millisecond. */
    private static final int STEP = 1 << 21;

    private static final int BUFFER = 1 << 12;

    private final ChunkOrder order;
    private final CodeArrays codes;
    private final long[][] words;
    private final int[] flips;
    private final List<Chunk> earlier;
    private final int distance;
    private final PairSink sink;
    private final Deadline deadline;

    private final int[] left = new int[BUFFER];
    private final int[] right = new int[BUFFER];
    private final int[] distances = new int[BUFFER];
    private int found;
    private long unchecked;

    ChunkJoin(ChunkOrder order, int[] flips, List<Chunk> earlier, int distance, PairSink sink, Deadline deadline) {
        this.order = order;
        this.codes = order.codes;
        this.words = order.codes.words();
        this.flips = flips;
        this.earlier = earlier;
        this.distance = distance;
        this.sink = sink;
        this.deadline = deadline;
    }

    /** Finds the pairs whose first code is at a position from one up to another, and whose second is behind it. */
    void run(int from, int to) {
        int[] starts = order.starts;
        int start = from;
        for (int bucket = order.bucket(from); start < to; bucket++) {
            int end = Math.min(to, starts[bucket + 1]);
            if (start == end) {
                continue;
            }
            for (int i = start; i < end; i++) {
                compare(i, i + 1, starts[bucket + 1]);
            }
            for (int flip : flips) {
                int other = bucket ^ flip;
                if (other > bucket && starts[other] < starts[other + 1]) {
                    for (int i = start; i < end; i++) {
                        compare(i, starts[other], starts[other + 1]);
                    }
                }
            }
            check(flips.length);
            start = end;
        }
        flush();
    }

    private void check(int work) {
        unchecked += work;
        if (unchecked > STEP) {
            unchecked = 0;
            deadline.check();
        }
    }

    private void compare(int code, int from, int to) {
        check(to - from);
        if (to - from < FEW) {
            look(code, from, to);
            return;
        }
        for (int block = from; block < to; block += BLOCK) {
            int end = Math.min(to, block + BLOCK);
            if (JoinKernel.minimum(words, block, end, code) <= distance) {
                look(code, block, end);
            }
        }
    }

    private void look(int code, int from, int to) {
        long[] first = words[0];
        long own = first[code];
        for (int i = from; i < to; i++) {
            if (Long.bitCount(first[i] ^ own) <= distance) {
                int exact = codes.distance(code, i);
                if (exact <= distance) {
                    emit(code, i, exact);
                }
            }
        }
    }

    private void emit(int one, int other, int exact) {
        if (order.chunk.hashed() && !order.chunk.agree(words, one, other)) {
            return; // The bucket is the same by chance: a later chunk has the pair.
        }
        for (Chunk chunk : earlier) {
            if (chunk.agree(words, one, other)) {
                return;
            }
        }
        left[found] = order.ordinals[one];
        right[found] = order.ordinals[other];
        distances[found] = exact;
        if (++found == BUFFER) {
            flush();
        }
    }

    private void flush() {
        if (found > 0) {
            sink.accept(left, right, distances, found);
            found = 0;
        }
    }
}
