package io.corrsh.index.lucene.search;

import io.corrsh.index.BitCounts;
import io.corrsh.index.lucene.codec.CodeColumns;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** Counts for each bit the live codes that have it set; the counts of a segment are kept while it is unchanged. */
public final class BitTally {

    private static final Map<IndexReader.CacheKey, BitCounts> COUNTS = new ConcurrentHashMap<>();

    private BitTally() {}

    /** The counts over a whole index. */
    public static BitCounts count(IndexReader reader, String field, int bits) throws IOException {
        long codes = 0;
        long[] set = new long[bits];
        for (LeafReaderContext leaf : reader.leaves()) {
            CodeColumns columns = CodeColumns.of(leaf.reader(), field);
            if (columns != null) {
                BitCounts counts = known(leaf.reader(), columns, bits);
                codes += counts.codes();
                for (int bit = 0; bit < bits; bit++) {
                    set[bit] += counts.set()[bit];
                }
            }
        }
        return new BitCounts(codes, set);
    }

    private static BitCounts known(LeafReader reader, CodeColumns columns, int bits) {
        IndexReader.CacheHelper helper = reader.getReaderCacheHelper();
        BitCounts known = helper == null ? null : COUNTS.get(helper.getKey());
        if (known == null) {
            known = count(columns, reader.getLiveDocs(), bits);
            if (helper != null && COUNTS.put(helper.getKey(), known) == null) {
                helper.addClosedListener(COUNTS::remove);
            }
        }
        return known;
    }

    private static BitCounts count(CodeColumns columns, @Nullable Bits live, int bits) {
        long[] set = new long[bits];
        long codes = 0;
        int[] ords = new int[CodeColumns.BLOCK];
        long[] words = new long[CodeColumns.BLOCK];
        for (int from = 0; from < columns.size(); from += CodeColumns.BLOCK) {
            int length = 0;
            for (int ord = from; ord < Math.min(from + CodeColumns.BLOCK, columns.size()); ord++) {
                if (live == null || live.get(columns.doc(ord))) {
                    ords[length++] = ord;
                }
            }
            codes += length;
            for (int word = 0; word < columns.words(); word++) {
                for (int i = 0; i < length; i++) {
                    words[i] = columns.word(ords[i], word);
                }
                for (int bit = 64 * word; bit < Math.min(bits, 64 * (word + 1)); bit++) {
                    set[bit] += count(words, length, 63 - (bit & 63));
                }
            }
        }
        return new BitCounts(codes, set);
    }

    /** How many words have the bit that is {@code shift} above the lowest. */
    private static long count(long[] words, int length, int shift) {
        long count = 0;
        for (int i = 0; i < length; i++) {
            count += words[i] >>> shift & 1;
        }
        return count;
    }
}
