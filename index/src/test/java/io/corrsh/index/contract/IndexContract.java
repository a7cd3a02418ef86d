package io.corrsh.index.contract;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.HammingIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;

/**
 * A part of what every {@link HammingIndex} must do. A test of an implementation extends each part and says how an index is opened.
 *
 * <p>Random tests name their seed when they fail; {@code -Dcorrsh.seed=N} runs them with it again, and
 * {@code -Dcorrsh.seeds=1000} runs more of them.
 */
public abstract class IndexContract {

    private final List<HammingIndex> opened = new ArrayList<>();

    /** An index where the last one of this test was, or a new one. */
    protected abstract HammingIndex open(CodeSpace space) throws Exception;

    protected final HammingIndex track(HammingIndex index) {
        opened.add(index);
        return index;
    }

    protected final HammingIndex index(int bits) throws Exception {
        return track(open(new CodeSpace("model", bits)));
    }

    @AfterEach
    final void close() {
        opened.forEach(HammingIndex::close);
    }

    /** Every seed draws its own length, number of ids, batches, merges and reopenings. */
    static LongStream seeds() {
        Long seed = Long.getLong("corrsh.seed");
        return seed != null
                ? LongStream.of(seed)
                : ThreadLocalRandom.current().longs(Integer.getInteger("corrsh.seeds", 6));
    }
}
