package io.corrsh.index.lucene.codec;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Keeps byte vectors as binary codes, one column for each 64-bit word; the files are described with the package.
 *
 * <p>Lucene finds it by its name through {@link java.util.ServiceLoader}, so an index can be read by any Lucene that has
 * this class on its path. Only a writer has to ask for it.
 */
public final class HammingCodesFormat extends KnnVectorsFormat {

    /** The most bytes that a code may have. */
    public static final int MAX_BYTES = 32;

    static final String NAME = "CorrshHammingCodes";
    static final String META_EXTENSION = "hcm";
    static final String DATA_EXTENSION = "hcd";
    static final int VERSION_START = 0;
    static final int VERSION_CURRENT = VERSION_START;

    static final int FLAG_SPARSE = 1;
    static final int ALIGNMENT = 64;

    private final int version;

    /** For Lucene, which looks formats up by name. */
    public HammingCodesFormat() {
        this(VERSION_CURRENT);
    }

    /** Writes files that say they are of a version, so that a test can have some of a later one. */
    HammingCodesFormat(int version) {
        super(NAME);
        this.version = version;
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
        return new HammingCodesWriter(state, version);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
        return new HammingCodesReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
        return MAX_BYTES;
    }

    /** The number of 64-bit words that hold a code of some bytes. */
    static int words(int bytes) {
        return (bytes + Long.BYTES - 1) / Long.BYTES;
    }
}
