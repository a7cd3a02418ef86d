package io.corrsh.model.evaluation;

import java.util.List;

/** The database's codes, a column for each word, ranked against queries. Immutable. */
final class CodeRanking {

    private final int bits;
    private final long[][] columns;
    private final int size;

    CodeRanking(List<long[]> codes, int bits) {
        this.bits = bits;
        this.size = codes.size();
        this.columns = new long[(bits + 63) >>> 6][size];
        for (int i = 0; i < size; i++) {
            for (int word = 0; word < columns.length; word++) {
                columns[word][i] = codes.get(i)[word];
            }
        }
    }

    /** By Hamming distance. */
    Precision byDistance(long[] code, boolean[] relevant, int k) {
        int[] distances = new int[size];
        for (int word = 0; word < columns.length; word++) {
            addDistances(distances, columns[word], code[word]);
        }
        int[] total = new int[bits + 1];
        int[] hits = new int[bits + 1];
        for (int i = 0; i < size; i++) {
            total[distances[i]]++;
            hits[distances[i]] += relevant[i] ? 1 : 0;
        }
        return Precision.ofCounts(total, hits, k);
    }

    /** By the sum of the query's absolute logits over the bits that differ. */
    Precision byLogits(long[] code, float[] logits, boolean[] relevant, int k) {
        double[] distances = new double[size];
        for (int from = 0; from < bits; from += 8) {
            double[] costs = costs(logits, from);
            addCosts(distances, columns[from >>> 6], code[from >>> 6], 56 - (from & 63), costs);
        }
        return Precision.ofDistances(distances, relevant, k);
    }

    private static void addDistances(int[] distances, long[] column, long word) {
        for (int i = 0; i < distances.length; i++) {
            distances[i] += Long.bitCount(column[i] ^ word);
        }
    }

    private static void addCosts(double[] distances, long[] column, long word, int shift, double[] costs) {
        for (int i = 0; i < distances.length; i++) {
            distances[i] += costs[(int) ((column[i] ^ word) >>> shift) & 0xFF];
        }
    }

    /** The cost of every pattern of differing bits in the eight from the given one. */
    private static double[] costs(float[] logits, int from) {
        double[] costs = new double[256];
        for (int pattern = 1; pattern < 256; pattern++) {
            int lowest = Integer.numberOfTrailingZeros(pattern);
            costs[pattern] = costs[pattern & (pattern - 1)] + Math.abs(logits[from + 7 - lowest]);
        }
        return costs;
    }
}
