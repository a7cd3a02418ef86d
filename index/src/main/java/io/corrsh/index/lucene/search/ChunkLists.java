package io.corrsh.index.lucene.search;

import io.corrsh.index.lucene.codec.ChunkTables;
import io.corrsh.index.multiindex.Flips;
import org.apache.lucene.util.ArrayUtil;

/**
 * The lists of one step of a search, and the ordinals in them, block after block. All bounds are had before the first
 * ordinal, so that a step that would cost too much is known before it costs anything. Used by one thread, for one step
 * at a time.
 */
final class ChunkLists {

    private static final int TOUCH = 256;
    private final ChunkTables tables;
    private final int[] values = new int[256];
    private int[] from = new int[values.length];
    private int[] to = new int[values.length];

    private int chunk;
    private int count;
    private int held;
    private long sum;
    private int list;
    private int at;
    private int touched;
    /** What was read for the sake of reading: a field, so that the reads are not left out. */
    private int sink;

    ChunkLists(ChunkTables tables) {
        this.tables = tables;
    }

    /** Takes the lists of a chunk's values. */
    void open(int chunk, Flips flips) {
        this.chunk = chunk;
        count = 0;
        held = 0;
        for (int next = flips.next(values); next > 0; next = flips.next(values)) {
            from = ArrayUtil.grow(from, held + next);
            to = ArrayUtil.grow(to, held + next);
            held = tables.bounds(chunk, values, next, from, to, held);
            count += next;
        }
        sum = 0;
        for (int i = 0; i < held; i++) {
            sum += to[i] - from[i];
        }
        list = 0;
        touched = 0;
        at = held == 0 ? 0 : from[0];
    }

    /** How many lists there are. */
    int count() {
        return count;
    }

    /** How many ordinals they hold together. */
    long sum() {
        return sum;
    }

    /**
     * Fills an array with the next ordinals and returns how many there were; 0 at the end. What stands behind them in the
     * array may change.
     */
    int next(int[] ords) {
        int filled = 0;
        while (list < held) {
            if (list >= touched) {
                touched = Math.min(held, list + TOUCH);
                sink ^= tables.touch(chunk, from, list, touched);
            }
            int part = Math.min(to[list] - at, ords.length - filled);
            tables.ordinals(chunk, at, at + part, ords, filled);
            filled += part;
            if (at + part < to[list]) {
                at += part;
                return filled;
            }
            if (++list < held) {
                at = from[list];
            }
        }
        return filled;
    }
}
