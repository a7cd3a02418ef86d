package io.corrsh.index.multiindex;

/**
 * The order in which chunk values are looked up: those that differ from the query's in 0 bits, chunk after chunk, then
 * those that differ in 1 bit, and so on. Step {@code i} of {@code m} chunks takes chunk {@code i mod m} and the values at
 * distance {@code i / m}.
 *
 * <p>After step {@code i} every code within distance {@code i} of the query is known: one that was not found differs in
 * at least {@code i / m + 1} bits in each chunk up to {@code i mod m} and in at least {@code i / m} in the others, which is
 * more than {@code i} together.
 */
public final class ProbeOrder {

    private ProbeOrder() {}

    /** The step that looks up the values of a chunk at a distance. */
    public static int step(int distance, int chunk, int chunks) {
        return distance * chunks + chunk;
    }

    /** The chunk of a step. */
    public static int chunk(int step, int chunks) {
        return step % chunks;
    }

    /** How many bits the values of a step differ in from the query's. */
    public static int distance(int step, int chunks) {
        return step / chunks;
    }
}
