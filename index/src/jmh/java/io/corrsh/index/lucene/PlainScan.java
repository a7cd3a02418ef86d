package io.corrsh.index.lucene;

import io.corrsh.index.lucene.codec.CodeColumns;
import java.util.List;

/** What the tables are compared with: a scan of every code. */
final class PlainScan {

    private static final int TILE = 4096;

    private PlainScan() {}

    /** The farthest of the k nearest; no deletes, filters, ids or documents. */
    static long nearest(List<CodeColumns> segments, long[] query, int k, int radius) {
        int[] counts = new int[query.length * 64 + 1];
        int[] distances = new int[CodeColumns.BLOCK];
        int limit = radius;
        int below = 0;
        for (CodeColumns columns : segments) {
            for (int from = 0; from < columns.size(); from++) {
                int block = from % TILE;
                if (block == 0 && columns.minimum(from, Math.min(TILE, columns.size() - from), query) > limit) {
                    from += TILE - 1;
                    continue;
                }
                int length = Math.min(CodeColumns.BLOCK, columns.size() - from);
                if (columns.minimum(from, length, query) <= limit) {
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
                from += length - 1;
            }
        }
        return limit;
    }
}
