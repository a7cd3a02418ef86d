package io.corrsh.index.lucene;

import io.corrsh.index.lucene.codec.CodeColumns;
import java.util.List;

/** What the tables are compared with: a scan of every code, and a read of every byte with next to no work. */
final class PlainScan {

    private PlainScan() {}

    /** The farthest of the k nearest; no deletes, filters, ids or documents. */
    static long nearest(List<CodeColumns> segments, long[] query, int k, int radius) {
        int[] counts = new int[query.length * 64 + 1];
        int[] distances = new int[CodeColumns.BLOCK];
        int limit = radius;
        int below = 0;
        for (CodeColumns columns : segments) {
            for (int from = 0; from < columns.size(); from += CodeColumns.BLOCK) {
                int length = Math.min(CodeColumns.BLOCK, columns.size() - from);
                if (columns.minimum(from, length, query) > limit) {
                    continue;
                }
                columns.distances(from, length, query, distances);
                for (int i = 0; i < length; i++) {
                    if (distances[i] < limit || (distances[i] == limit && limit == radius)) {
                        counts[distances[i]]++;
                        below++;
                        while (below - counts[limit] >= k) {
                            below -= counts[limit--];
                        }
                    }
                }
            }
        }
        return limit;
    }

    /** The sum of all words. */
    static long sum(List<CodeColumns> segments) {
        long sum = 0;
        for (CodeColumns columns : segments) {
            for (int word = 0; word < columns.words(); word++) {
                for (int from = 0; from < columns.size(); from += CodeColumns.BLOCK) {
                    sum += sum(columns, word, from, Math.min(CodeColumns.BLOCK, columns.size() - from));
                }
            }
        }
        return sum;
    }

    private static long sum(CodeColumns columns, int word, int from, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += columns.word(from + i, word);
        }
        return sum;
    }
}
