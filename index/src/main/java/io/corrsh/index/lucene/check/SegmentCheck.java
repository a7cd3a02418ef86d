package io.corrsh.index.lucene.check;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.lucene.codec.CodeColumns;
import io.corrsh.index.lucene.codec.CodeValues;
import io.corrsh.index.lucene.codec.ColumnsCheck;
import io.corrsh.index.lucene.document.DocumentCheck;
import io.corrsh.index.lucene.document.Fields;
import io.corrsh.index.lucene.search.LiveCodes;
import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SegmentReader;

/** Checks what Lucene does not know of a segment: its codes, and that its documents can be read. */
final class SegmentCheck {

    private final LeafReader reader;
    private final CodeSpace space;
    private final Problems problems;
    private final String name;
    private long codes;
    private boolean outdated;

    SegmentCheck(LeafReader reader, CodeSpace space, Problems problems) {
        this.reader = reader;
        this.space = space;
        this.problems = problems;
        this.name = "segment " + (reader instanceof SegmentReader segment ? segment.getSegmentName() : reader);
    }

    void run() {
        try {
            checkCodes();
            DocumentCheck.check(reader, problem -> problems.add(name, problem));
        } catch (IOException | RuntimeException | AssertionError e) {
            problems.add(name, e);
        }
    }

    private void checkCodes() throws IOException {
        CodeColumns columns = CodeColumns.of(reader, Fields.CODE);
        if (columns == null) {
            return;
        }
        if (reader.getByteVectorValues(Fields.CODE) instanceof CodeValues values) {
            outdated = values.outdated();
        }
        if (columns.bytes() * 8 != space.bits()) {
            problems.add(name, "codes have %d bits, expected %d".formatted(columns.bytes() * 8, space.bits()));
            return;
        }
        ColumnsCheck.check(columns, reader.maxDoc(), problem -> problems.add(name, problem));
        codes = LiveCodes.count(reader, columns);
    }

    /** How many live codes it has. */
    long codes() {
        return codes;
    }

    /** Whether an older version of the format wrote its codes. */
    boolean outdated() {
        return outdated;
    }
}
