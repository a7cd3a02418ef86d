package io.corrsh.index;

import java.util.List;
import java.util.function.Consumer;

/**
 * The near duplicates in one state of an index, up to the distance that was asked for; those within any smaller distance
 * can be had without another search. Holds files and memory until it is closed. Used by one thread at a time.
 */
public interface NearDuplicates extends AutoCloseable {

    /** The largest distance that can be asked for. */
    int maxDistance();

    /** How many documents with a code were compared. */
    long documents();

    /** The exact number of pairs within a distance, whether they were kept or not. */
    long pairs(int distance);

    /**
     * Hands on every pair within a distance once, the nearest first, otherwise in no order.
     *
     * @throws IllegalStateException if the query did not ask to keep pairs
     * @throws IllegalArgumentException if the distance is negative or larger than {@link #maxDistance()}
     */
    void forEachPair(int distance, Consumer<DuplicatePair> consumer);

    /**
     * Some pairs at exactly a distance that hold groups together: without them and others as far, the groups within that
     * distance would fall apart. They need not be kept for that.
     *
     * @param distance up to {@link #maxDistance()}
     * @param most how many pairs at most
     * @throws IllegalArgumentException if the distance is negative or larger than {@link #maxDistance()}
     */
    List<DuplicatePair> links(int distance, int most);

    /**
     * Hands on the groups of two or more documents that pairs within a distance connect, directly or through others, the
     * largest first.
     *
     * @throws IllegalArgumentException if the distance is negative or larger than {@link #maxDistance()}
     */
    void forEachGroup(int distance, Consumer<DuplicateGroup> consumer);

    @Override
    void close();
}
