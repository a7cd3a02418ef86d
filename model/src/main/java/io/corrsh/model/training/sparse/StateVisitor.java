package io.corrsh.model.training.sparse;

import java.io.IOException;

/**
 * Sees all that a training has learned so far, array by array and always in the same order: to write it down, or to put
 * back what was written. The arrays are the live ones.
 */
public interface StateVisitor {

    /** Values in pieces, which together are one tensor. */
    void floats(String name, float[][] pieces) throws IOException;

    /** Values that are counted. */
    void ints(String name, int[] values) throws IOException;
}
