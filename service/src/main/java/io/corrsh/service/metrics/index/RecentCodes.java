package io.corrsh.service.metrics.index;

import io.corrsh.index.BitCounts;
import io.corrsh.index.CodeSpace;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.springframework.stereotype.Component;

/** The codes of the documents that were written last. Safe for use by several threads. */
@Component
public final class RecentCodes {

    private static final int SIZE = 4096;

    private final AtomicReferenceArray<Written> codes = new AtomicReferenceArray<>(SIZE);
    private final AtomicLong written = new AtomicLong();

    @SuppressWarnings("ArrayRecordComponent") // handed on, not compared
    private record Written(CodeSpace space, long[] code) {}

    /** Notes a code; it must not be changed any more. */
    void add(CodeSpace space, long[] code) {
        codes.set((int) (written.getAndIncrement() % SIZE), new Written(space, code));
    }

    /** How often each bit is set in those of them that a model made. */
    BitCounts count(CodeSpace space) {
        int bits = space.bits();
        long[] set = new long[bits];
        long seen = 0;
        for (int i = 0; i < SIZE; i++) {
            Written last = codes.get(i);
            if (last == null) {
                break;
            }
            if (!last.space.equals(space)) {
                continue;
            }
            long[] code = last.code;
            seen++;
            for (int bit = 0; bit < bits; bit++) {
                set[bit] += code[bit >>> 6] >>> (63 - (bit & 63)) & 1;
            }
        }
        return new BitCounts(seen, set);
    }
}
