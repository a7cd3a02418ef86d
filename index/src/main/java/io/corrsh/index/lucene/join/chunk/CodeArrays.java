package io.corrsh.index.lucene.join.chunk;

/**
 * Codes on the heap, one array a word.
 *
 * @param bits the length of a code
 * @param size the number of codes
 * @param words word {@code w} of code {@code i} is {@code words[w][i]}; the arrays may be longer than the size
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are handed on, not compared
public record CodeArrays(int bits, int size, long[][] words) {

    /** The distance of two codes. */
    int distance(int left, int right) {
        int distance = 0;
        for (long[] word : words) {
            distance += Long.bitCount(word[left] ^ word[right]);
        }
        return distance;
    }
}
