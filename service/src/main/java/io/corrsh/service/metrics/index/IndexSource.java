package io.corrsh.service.metrics.index;

import io.corrsh.index.HammingIndex;
import java.util.function.Function;

/** Lends an index, which may be another the next time. */
public interface IndexSource {

    /** Reads from the index, which stays open meanwhile. */
    <T> T read(Function<HammingIndex, T> reading);
}
