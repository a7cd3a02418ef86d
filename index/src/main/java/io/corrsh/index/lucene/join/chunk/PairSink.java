package io.corrsh.index.lucene.join.chunk;

/** Takes pairs of codes, each once. Called by several threads. */
@FunctionalInterface
public interface PairSink {

    /** Takes the first {@code count} pairs: two ordinals of codes and their distance. */
    void accept(int[] left, int[] right, int[] distances, int count);
}
