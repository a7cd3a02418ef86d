package io.corrsh.index.lucene.codec;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a merged segment once more, in temporary files: what is written can't be read back before it is
 * complete, and the old segments give it only slowly. The files go when this is closed.
 */
final class ColumnCopy implements CodeSource, Closeable {

    private final SegmentWriteState state;
    private final MemorySegment[] columns;
    private final List<String> files = new ArrayList<>();
    private final List<IndexInput> inputs = new ArrayList<>();
    private @Nullable IndexOutput writing;
    private @Nullable Arena copies;
    private int size;

    ColumnCopy(SegmentWriteState state, int words) {
        this.state = state;
        this.columns = new MemorySegment[words];
    }

    /** Begins the copy of a column. */
    IndexOutput begin(int word) throws IOException {
        IndexOutput output = state.directory.createTempOutput(
                state.segmentInfo.name + "_" + state.segmentSuffix, "codes" + word, state.context);
        files.add(output.getName());
        writing = output;
        return output;
    }

    /** Ends the column; without a {@link #begin} there is only its size. */
    void end(int word, int size) throws IOException {
        this.size = size;
        IndexOutput output = writing;
        if (output == null) {
            return;
        }
        writing = null;
        output.close();
        IndexInput input = state.directory.openInput(output.getName(), IOContext.DEFAULT);
        inputs.add(input);
        columns[word] = ColumnsEntry.segment(input, 0, (long) size * Long.BYTES, this::copies);
    }

    private Arena copies() {
        if (copies == null) {
            copies = Arena.ofConfined();
        }
        return copies;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long word(int ord, int word) {
        return columns[word].get(HammingKernel.LONG, ord * 8L);
    }

    @Override
    public void close() throws IOException {
        try (Arena closing = copies) {
            IOUtils.close(inputs);
        } finally {
            IOUtils.closeWhileHandlingException(writing);
            IOUtils.deleteFilesIgnoringExceptions(state.directory, files);
        }
    }
}
