package io.corrsh.index.lucene;

import java.util.Arrays;

/** The k smallest (distance, number), in a sorted array: few of many offers get in. */
final class NearestHeap {

    private final long[] keys;
    private int size;
    private int worst = Integer.MAX_VALUE;

    NearestHeap(int k) {
        keys = new long[k];
    }

    void offer(int distance, int number) {
        if (distance < worst) {
            insert((long) distance << 32 | number);
        }
    }

    private void insert(long key) {
        int at = -Arrays.binarySearch(keys, 0, size, key) - 1;
        size = Math.min(size + 1, keys.length);
        System.arraycopy(keys, at, keys, at + 1, size - at - 1);
        keys[at] = key;
        if (size == keys.length) {
            worst = (int) (keys[size - 1] >>> 32);
        }
    }

    long[] sorted() {
        return Arrays.copyOf(keys, size);
    }
}
