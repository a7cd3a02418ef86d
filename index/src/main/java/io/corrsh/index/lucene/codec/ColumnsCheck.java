package io.corrsh.index.lucene.codec;

import java.util.function.Consumer;

/** Checks what the files of a segment's codes say against each other. */
public final class ColumnsCheck {

    private ColumnsCheck() {}

    /** Tells what is wrong with the codes of a segment of {@code maxDoc} documents. */
    public static void check(CodeColumns columns, int maxDoc, Consumer<String> problems) {
        checkDocuments(columns, maxDoc, problems);
        checkPadding(columns, problems);
        ChunkTables tables = columns.tables();
        for (int chunk = 0; tables != null && chunk < tables.chunks().count(); chunk++) {
            checkTable(columns, tables, chunk, problems);
        }
    }

    /** Every code must stand once, in the list of its value; in a list ordinals ascend. */
    private static void checkTable(CodeColumns columns, ChunkTables tables, int chunk, Consumer<String> problems) {
        int values = 1 << tables.chunks().bits(chunk);
        int at = 0;
        int[] ord = new int[1];
        for (int value = 0; value < values; value++) {
            int end = tables.from(chunk, value + 1);
            if (end < at || end > columns.size()) {
                problems.accept("table %d: the list of value %d ends at %d, after %d and of %d"
                        .formatted(chunk, value, end, at, columns.size()));
                return;
            }
            for (int last = -1; at < end; at++, last = ord[0]) {
                tables.ordinals(chunk, at, at + 1, ord, 0);
                if (ord[0] <= last
                        || ord[0] >= columns.size()
                        || tables.chunks().value(chunk, columns.code(ord[0])) != value) {
                    problems.accept("table %d: code %d stands after %d in the list of value %d"
                            .formatted(chunk, ord[0], last, value));
                    return;
                }
            }
        }
    }

    private static void checkDocuments(CodeColumns columns, int maxDoc, Consumer<String> problems) {
        if (columns.dense()) {
            if (columns.size() != maxDoc) {
                problems.accept("%d codes for %d documents".formatted(columns.size(), maxDoc));
            }
            return;
        }
        int last = -1;
        for (int ord = 0; ord < columns.size(); ord++) {
            int doc = columns.doc(ord);
            if (doc <= last || doc >= maxDoc) {
                problems.accept("code %d belongs to document %d, after %d and of %d".formatted(ord, doc, last, maxDoc));
            }
            last = doc;
        }
    }

    /** Bits beyond the length of a code would count as differences. */
    private static void checkPadding(CodeColumns columns, Consumer<String> problems) {
        int used = columns.bytes() * 8 % 64;
        if (used == 0) {
            return;
        }
        for (int ord = 0; ord < columns.size(); ord++) {
            long word = columns.word(ord, columns.words() - 1);
            if (word << used != 0) {
                problems.accept("code %d has bits after its %d, its last word is %016x"
                        .formatted(ord, columns.bytes() * 8, word));
            }
        }
    }
}
