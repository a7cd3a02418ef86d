package io.corrsh.model.training.sparse;

import java.util.Arrays;

/**
 * The rows of one step, by row and by word. A buffer which is filled again and again by one thread: {@link #clear()},
 * then {@link #add} and {@link #endRow} for each row, then {@link #index()}; after that it is only read.
 */
public final class SparseBatch {

    private final int[] slot;
    private int[] rowStart = new int[257];
    private int[] words = new int[1 << 14];
    private float[] values = new float[1 << 14];
    private int rows;
    private int size;

    private int[] distinct = new int[0];
    private int[] useStart = new int[0];
    private int[] useRow = new int[0];
    private float[] useValue = new float[0];
    private int distinctCount;

    public SparseBatch(int vocabulary) {
        this.slot = new int[vocabulary];
    }

    public void clear() {
        rows = 0;
        size = 0;
        distinctCount = 0;
    }

    /** Adds a word to the row that is being written. */
    public void add(int word, float value) {
        if (size == words.length) {
            words = Arrays.copyOf(words, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        words[size] = word;
        values[size++] = value;
    }

    /** Multiplies the values of the row that is being written so that its Euclidean norm is the given one. */
    public void scaleRow(float norm) {
        double square = 0;
        for (int i = rowStart[rows]; i < size; i++) {
            square += (double) values[i] * values[i];
        }
        if (square > 0) {
            float scale = (float) (norm / Math.sqrt(square));
            for (int i = rowStart[rows]; i < size; i++) {
                values[i] *= scale;
            }
        }
    }

    /** How many words the row that is being written holds. */
    public int rowLength() {
        return size - rowStart[rows];
    }

    public void endRow() {
        if (rows + 2 > rowStart.length) {
            rowStart = Arrays.copyOf(rowStart, rowStart.length * 2);
        }
        rowStart[++rows] = size;
    }

    /** Adds a whole document as a row. */
    public void addDocument(DocumentMatrix documents, int document) {
        for (long i = documents.start(document); i < documents.start(document + 1); i++) {
            add(documents.word(i), documents.weight(i));
        }
        endRow();
    }

    /** Groups what was added by word: a counting sort over the words that occur, in the order of their first use. */
    public void index() {
        if (useRow.length < size) {
            useRow = new int[words.length];
            useValue = new float[words.length];
            distinct = new int[words.length];
            useStart = new int[words.length + 1];
        }
        // `slot` is all zero between two calls: 1 + the word's place while the batch is counted.
        for (int i = 0; i < size; i++) {
            int word = words[i];
            if (slot[word] == 0) {
                distinct[distinctCount] = word;
                useStart[distinctCount++] = 0;
                slot[word] = distinctCount;
            }
            useStart[slot[word] - 1]++;
        }
        int total = 0;
        for (int d = 0; d < distinctCount; d++) {
            int count = useStart[d];
            useStart[d] = total;
            total += count;
        }
        for (int row = 0; row < rows; row++) {
            for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
                int place = useStart[slot[words[i]] - 1]++;
                useRow[place] = row;
                useValue[place] = values[i];
            }
        }
        for (int d = distinctCount; d > 0; d--) {
            useStart[d] = useStart[d - 1]; // the places moved to the end of their group, the start of the next
        }
        if (useStart.length > 0) {
            useStart[0] = 0;
        }
        for (int d = 0; d < distinctCount; d++) {
            slot[distinct[d]] = 0;
        }
    }

    public int rows() {
        return rows;
    }

    /** Where a row begins in {@link #words()} and {@link #values()}; row {@code rows()} is their end. */
    public int rowStart(int row) {
        return rowStart[row];
    }

    /** The words of all rows: the buffer itself, not to be changed. */
    public int[] words() {
        return words;
    }

    /** Their values: the buffer itself, not to be changed. */
    public float[] values() {
        return values;
    }

    int distinctCount() {
        return distinctCount;
    }

    int distinct(int d) {
        return distinct[d];
    }

    int useStart(int d) {
        return useStart[d];
    }

    int[] useRow() {
        return useRow;
    }

    float[] useValue() {
        return useValue;
    }
}
