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

    /** The most bytes that a code may have; up to 32 are compared at full speed. */
    public static final int MAX_BYTES = 128;

    static final String NAME = "CorrshHammingCodes";
    static final String META_EXTENSION = "hcm";
    static final String DATA_EXTENSION = "hcd";
    static final int VERSION_START = 0;
    /** The first version with chunk tables. */
    static final int VERSION_TABLES = 1;

    static final int VERSION_CURRENT = VERSION_TABLES;

    static final int FLAG_SPARSE = 1;
    static final int ALIGNMENT = 64;

    /** So many codes have chunk tables: with fewer a scan is as fast. */
    static final int TABLES_FROM = 1 << 18;

    private final int version;
    private final int tablesFrom;

    /** For Lucene, which looks formats up by name. */
    public HammingCodesFormat() {
        this(VERSION_CURRENT);
    }

    /** Writes files that say they are of a version, so that a test can have some of a later one. */
    HammingCodesFormat(int version) {
        this(version, TABLES_FROM);
    }

    private HammingCodesFormat(int version, int tablesFrom) {
        super(NAME);
        this.version = version;
        this.tablesFrom = tablesFrom;
    }

    /** A format that writes chunk tables for segments of so many codes; any can read them. */
    public static HammingCodesFormat withTablesFrom(int codes) {
        if (codes < 1) {
            throw new IllegalArgumentException("'codes' must be at least 1, got %d".formatted(codes));
        }
        return new HammingCodesFormat(VERSION_CURRENT, codes);
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
        return new HammingCodesWriter(state, version, version < VERSION_TABLES ? Integer.MAX_VALUE : tablesFrom);
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
