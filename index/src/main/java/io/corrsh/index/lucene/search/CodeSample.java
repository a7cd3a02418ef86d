package io.corrsh.index.lucene.search;

import io.corrsh.index.lucene.codec.CodeColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.Bits;

/** Takes codes at even distances from all segments, so that a look at them costs the same in a small index and a large one. */
public final class CodeSample {

    private CodeSample() {}

    /**
     * Takes codes of documents that are not deleted.
     *
     * @param most how many at most; all of them where there are no more, deleted ones among them
     */
    public static List<long[]> of(IndexReader reader, String field, int most) throws IOException {
        if (most < 1) {
            throw new IllegalArgumentException("'most' must be at least 1, got %d".formatted(most));
        }
        long all = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            CodeColumns columns = CodeColumns.of(leaf.reader(), field);
            all += columns == null ? 0 : columns.size();
        }
        long step = Math.max(1, Math.ceilDiv(all, most));
        List<long[]> codes = new ArrayList<>();
        long before = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            CodeColumns columns = CodeColumns.of(leaf.reader(), field);
            if (columns == null) {
                continue;
            }
            Bits live = leaf.reader().getLiveDocs();
            for (long ord = Math.ceilDiv(before, step) * step - before; ord < columns.size(); ord += step) {
                if (live == null || live.get(columns.doc((int) ord))) {
                    codes.add(code(columns, (int) ord));
                }
            }
            before += columns.size();
        }
        return codes;
    }

    private static long[] code(CodeColumns columns, int ord) {
        long[] code = new long[columns.words()];
        for (int word = 0; word < code.length; word++) {
            code[word] = columns.word(ord, word);
        }
        return code;
    }
}
