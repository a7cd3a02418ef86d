package io.corrsh.index.lucene.join;

import io.corrsh.index.Deadline;
import io.corrsh.index.lucene.codec.CodeColumns;
import io.corrsh.index.lucene.join.chunk.CodeArrays;
import io.corrsh.index.lucene.search.LeafCodes;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * The different codes of an index and the documents that have each: a million copies of a code are compared with the
 * others once, not a million times. Takes 8 bytes a word and 8 more a document, and for a moment 16 more.
 */
final class DistinctCodes {

    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final int bits;
    private long[][] words;
    private int[] documents = new int[0];
    private int count;

    /** The first document of each code in {@link #documents}; the last entry is the end of all. */
    private int[] starts = new int[1];

    private DistinctCodes(int bits) {
        this.bits = bits;
        this.words = new long[(bits + 63) / 64][0];
    }

    /** Reads the codes of the live documents that match a filter. */
    static DistinctCodes read(IndexSearcher searcher, String field, int bits, @Nullable Query filter, Deadline deadline)
            throws IOException {
        Weight weight = filter == null
                ? null
                : searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        DistinctCodes codes = new DistinctCodes(bits);
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        if (filter == null) {
            codes.reserve(searcher.getIndexReader().numDocs());
        }
        for (LeafReaderContext context : leaves) {
            CodeColumns columns = LeafCodes.columns(context, field, bits);
            if (columns == null) {
                continue;
            }
            deadline.check();
            if (weight == null) {
                codes.addAll(columns, context.docBase, context.reader().getLiveDocs());
            } else {
                FixedBitSet matches = LeafCodes.matches(weight, context, deadline);
                if (matches != null) {
                    codes.addAll(columns, context.docBase, matches);
                }
            }
        }
        deadline.check();
        codes.group(deadline);
        return codes;
    }

    private void reserve(int size) {
        documents = new int[size];
        words = new long[words.length][size];
    }

    private void addAll(CodeColumns columns, int docBase, FixedBitSet accept) throws IOException {
        BitSetIterator iterator = new BitSetIterator(accept, accept.cardinality());
        for (int doc = iterator.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = iterator.nextDoc()) {
            int ord = columns.ord(doc);
            if (ord >= 0) {
                add(columns, ord, docBase + doc);
            }
        }
    }

    private void addAll(CodeColumns columns, int docBase, @Nullable Bits live) {
        for (int ord = 0; ord < columns.size(); ord++) {
            int doc = columns.doc(ord);
            if (live == null || live.get(doc)) {
                add(columns, ord, docBase + doc);
            }
        }
    }

    private void add(CodeColumns columns, int ord, int doc) {
        if (count == documents.length) {
            documents = ArrayUtil.grow(documents, count + 1);
            for (int word = 0; word < words.length; word++) {
                words[word] = ArrayUtil.growExact(words[word], documents.length);
            }
        }
        documents[count] = doc;
        for (int word = 0; word < words.length; word++) {
            words[word][count] = columns.word(ord, word);
        }
        count++;
    }

    /** Moves the different codes to the front, and sorts the documents by their codes. */
    private void group(Deadline deadline) {
        int slots = Integer.highestOneBit(Math.clamp(2L * count, 1, 1 << 29)) * 2;
        int[] table = new int[slots]; // a code's ordinal + 1
        int[] classes = new int[count];
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            int slot = (int) (hash(i) >>> 32) & (slots - 1);
            while (table[slot] != 0 && !equal(table[slot] - 1, i)) {
                slot = (slot + 1) & (slots - 1);
            }
            if (table[slot] == 0) {
                for (long[] word : words) {
                    word[distinct] = word[i];
                }
                table[slot] = ++distinct;
            }
            classes[i] = table[slot] - 1;
            if ((i & 0xFFFF) == 0) {
                deadline.check();
            }
        }
        starts = new int[distinct + 1];
        for (int i = 0; i < count; i++) {
            starts[classes[i]]++;
        }
        for (int code = 0, sum = 0; code <= distinct; code++) {
            sum += starts[code];
            starts[code] = sum;
        }
        int[] sorted = new int[count];
        for (int i = count - 1; i >= 0; i--) {
            sorted[--starts[classes[i]]] = documents[i];
        }
        documents = sorted;
    }

    private long hash(int i) {
        long hash = 0;
        for (long[] word : words) {
            hash = (hash ^ word[i]) * MIX;
            hash ^= hash >>> 29;
        }
        return hash * MIX;
    }

    private boolean equal(int left, int right) {
        for (long[] word : words) {
            if (word[left] != word[right]) {
                return false;
            }
        }
        return true;
    }

    /** The different codes. */
    CodeArrays codes() {
        return new CodeArrays(bits, size(), words);
    }

    /** How many different codes there are. */
    int size() {
        return starts.length - 1;
    }

    /** How many documents there are. */
    int documents() {
        return count;
    }

    /** How many documents have a code. */
    int documents(int code) {
        return starts[code + 1] - starts[code];
    }

    /** A document that has a code; those of a code ascend. */
    int document(int code, int number) {
        return documents[starts[code] + number];
    }
}
