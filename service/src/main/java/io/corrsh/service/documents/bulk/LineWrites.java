package io.corrsh.service.documents.bulk;

import java.util.List;

/**
 * What the lines of a load say, and what is done with them.
 *
 * @param <T> what a line says
 */
interface LineWrites<T> {

    /**
     * Reads a line.
     *
     * @throws io.corrsh.service.problems.ProblemException if it says nothing of the kind
     */
    T read(byte[] line);

    /** Whose document it is. */
    String id(T write);

    /**
     * Writes what lines say, in their order.
     *
     * @return what became of each
     * @throws io.corrsh.service.problems.ProblemException if nothing can be written
     * @throws io.corrsh.index.IndexWriteException if nothing could be written
     */
    List<BulkItem> write(List<T> writes);
}
