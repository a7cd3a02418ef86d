package io.corrsh.index.lucene.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.index.multiindex.Chunks;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Codes of 16 bits, cut into two chunks. */
class ColumnsCheckTests {

    private static final Chunks CHUNKS = new Chunks(16, new long[][] {{0xFF00000000000000L}, {0x00FF000000000000L}});

    private final int[] codes = {0x0102, 0x0103, 0x0202, 0x0102};
    private final int[][] ordinals = {{0, 1, 3, 2}, {0, 2, 3, 1}};
    private final int[][] offsets = {new int[257], new int[257]};

    ColumnsCheckTests() {
        for (int value = 0; value <= 256; value++) {
            offsets[0][value] = value <= 1 ? 0 : value == 2 ? 3 : 4;
            offsets[1][value] = value <= 2 ? 0 : value == 3 ? 3 : 4;
        }
    }

    private static MemorySegment ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return MemorySegment.ofArray(bytes.array());
    }

    private List<String> problems(int maxDoc, int... documents) {
        ByteBuffer column = ByteBuffer.allocate(8 * codes.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int code : codes) {
            column.putLong((long) code << 48);
        }
        return problems(column, maxDoc, documents);
    }

    private List<String> problems(ByteBuffer column, int maxDoc, int... documents) {
        CodeColumns columns = new CodeColumns(
                2,
                codes.length,
                new MemorySegment[] {MemorySegment.ofArray(column.array())},
                documents.length == 0 ? null : ints(documents),
                new ChunkTables(CHUNKS, new MemorySegment[] {ints(offsets[0]), ints(offsets[1])}, new MemorySegment[] {
                    ints(ordinals[0]), ints(ordinals[1])
                }));
        List<String> problems = new ArrayList<>();
        ColumnsCheck.check(columns, maxDoc, problems::add);
        return problems;
    }

    @Test
    void findsNothingWrongWithGoodTables() {
        assertThat(problems(4)).isEmpty();
        assertThat(problems(9, 1, 4, 5, 8)).isEmpty();
    }

    @Test
    void findsACodeInTheListOfAnotherValue() {
        ordinals[0][2] = 2;
        ordinals[0][3] = 3;
        assertThat(problems(4)).containsExactly("table 0: code 2 stands after 1 in the list of value 1");
    }

    @Test
    void findsACodeThatIsThereTwice() {
        ordinals[1][1] = 0;
        assertThat(problems(4)).containsExactly("table 1: code 0 stands after 0 in the list of value 2");
    }

    @Test
    void findsACodeThatDoesNotExist() {
        ordinals[1][2] = 4;
        assertThat(problems(4)).containsExactly("table 1: code 4 stands after 2 in the list of value 2");
    }

    @Test
    void findsListsThatRunBackwards() {
        offsets[0][100] = 2;
        assertThat(problems(4)).containsExactly("table 0: the list of value 99 ends at 2, after 4 and of 4");
    }

    @Test
    void findsDocumentsOutOfOrder() {
        assertThat(problems(9, 1, 5, 4, 8)).containsExactly("code 2 belongs to document 4, after 5 and of 9");
        assertThat(problems(8, 1, 4, 5, 8)).containsExactly("code 3 belongs to document 8, after 5 and of 8");
        assertThat(problems(5)).containsExactly("4 codes for 5 documents");
    }

    @Test
    void findsBitsAfterTheEndOfACode() {
        ByteBuffer column = ByteBuffer.allocate(8 * codes.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int code : codes) {
            column.putLong((long) code << 48);
        }
        column.putLong(8, (long) codes[1] << 48 | 1);
        assertThat(problems(column, 4))
                .containsExactly("code 1 has bits after its 16, its last word is 0103000000000001");
    }
}
