package io.corrsh.index.lucene.codec;

import java.util.function.Consumer;

/** Checks what the files of a segment's codes say against each other. */
public final class ColumnsCheck {

    private ColumnsCheck() {}

    /** Tells what is wrong with the codes of a segment of {@code maxDoc} documents. */
    public static void check(CodeColumns columns, int maxDoc, Consumer<String> problems) {
        checkDocuments(columns, maxDoc, problems);
        checkPadding(columns, problems);
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
