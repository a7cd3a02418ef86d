package io.corrsh.index.lucene.join.chunk;

/** Codes sorted into the buckets of a chunk. */
final class ChunkOrder {

    final Chunk chunk;

    /** The codes, bucket after bucket. */
    final CodeArrays codes;

    /** Where each code was before. */
    final int[] ordinals;

    /** Where each bucket starts; the last entry is the end of all. */
    final int[] starts;

    ChunkOrder(Chunk chunk, CodeArrays unsorted) {
        this.chunk = chunk;
        int size = unsorted.size();
        long[][] words = unsorted.words();
        int[] ends = new int[chunk.keys() + 1];
        for (int i = 0; i < size; i++) {
            ends[chunk.key(words, i)]++;
        }
        for (int key = 0, sum = 0; key < ends.length; key++) {
            sum += ends[key];
            ends[key] = sum;
        }
        long[][] sorted = new long[words.length][size];
        ordinals = new int[size];
        // Backwards, so that every end moves down to its bucket's start.
        for (int i = size - 1; i >= 0; i--) {
            int at = --ends[chunk.key(words, i)];
            ordinals[at] = i;
            for (int word = 0; word < words.length; word++) {
                sorted[word][at] = words[word][i];
            }
        }
        starts = ends;
        codes = new CodeArrays(unsorted.bits(), size, sorted);
    }

    /** The bucket of the code at a position. */
    int bucket(int position) {
        int low = 0;
        int high = starts.length - 2;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
