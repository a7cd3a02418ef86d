package io.corrsh.index.lucene;

import java.time.Duration;

/** Hears of the work an index does in the background, to measure or log it. Called by one thread at a time, but for merges. */
public interface IndexListener {

    /** Hears nothing. */
    IndexListener NONE = new IndexListener() {};

    /**
     * Changes are on disk.
     *
     * @param took how long it took to write and sync them
     * @param changes how many there were, of all the callers that share this commit; 0 if only merges were committed
     */
    default void onCommit(Duration took, int changes) {}

    /** Searches see the last commit. */
    default void onRefresh(Duration took) {}

    /** Segments were merged in the background; two merges may end at once. */
    default void onMerge(Duration took) {}

    /** Changes or merges could not be written; the index goes on from the last commit. */
    default void onFailure(Throwable cause) {}
}
