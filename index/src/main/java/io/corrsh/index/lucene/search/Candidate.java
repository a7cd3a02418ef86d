package io.corrsh.index.lucene.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** A code that may be among the nearest. Within a segment ids compare by their ordinals, across segments by their bytes. */
final class Candidate implements Comparable<Candidate> {

    final Leaf leaf;
    final int ord;
    final int distance;
    final double weighted;
    final int idOrd;
    private @Nullable BytesRef id;

    Candidate(Leaf leaf, int ord, int distance, double weighted, int idOrd) {
        this.leaf = leaf;
        this.ord = ord;
        this.distance = distance;
        this.weighted = weighted;
        this.idOrd = idOrd;
    }

    /** The id; looked up only if segments tie, because that takes longer than comparing thousands of codes. */
    private BytesRef id() {
        if (id == null) {
            try {
                id = BytesRef.deepCopyOf(leaf.id(idOrd));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return id;
    }

    /** Whether a code of this candidate's segment would come before it. */
    boolean isBehind(int distance, double weighted, int idOrd) {
        if (distance != this.distance) {
            return distance < this.distance;
        }
        return weighted != this.weighted ? weighted < this.weighted : idOrd < this.idOrd;
    }

    @Override
    public int compareTo(Candidate other) {
        if (distance != other.distance) {
            return Integer.compare(distance, other.distance);
        }
        if (weighted != other.weighted) {
            return Double.compare(weighted, other.weighted);
        }
        return leaf.context().ord == other.leaf.context().ord
                ? Integer.compare(idOrd, other.idOrd)
                : id().compareTo(other.id());
    }
}
