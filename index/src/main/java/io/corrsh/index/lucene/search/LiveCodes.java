package io.corrsh.index.lucene.search;

import io.corrsh.index.lucene.codec.CodeColumns;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.util.Bits;

/** Counts the documents of a segment that have a code and are not deleted. */
public final class LiveCodes {

    /** Only for segments where it takes a walk; a reader's entry goes when the reader closes. */
    private static final Map<IndexReader.CacheKey, Integer> COUNTS = new ConcurrentHashMap<>();

    private LiveCodes() {}

    /** The number of live codes. */
    public static int count(LeafReader reader, CodeColumns columns) throws IOException {
        Bits live = reader.getLiveDocs();
        if (live == null) {
            return columns.size();
        }
        if (columns.dense()) {
            return reader.numDocs();
        }
        IndexReader.CacheHelper helper = reader.getReaderCacheHelper();
        if (helper == null) {
            return count(columns, live);
        }
        Integer known = COUNTS.get(helper.getKey());
        if (known == null) {
            known = count(columns, live);
            if (COUNTS.put(helper.getKey(), known) == null) {
                helper.addClosedListener(COUNTS::remove);
            }
        }
        return known;
    }

    /** The number of codes whose document is among some. */
    static int count(CodeColumns columns, Bits documents) {
        int count = 0;
        for (int ord = 0; ord < columns.size(); ord++) {
            if (documents.get(columns.doc(ord))) {
                count++;
            }
        }
        return count;
    }
}
