package io.corrsh.index;

/** Takes documents. */
@FunctionalInterface
public interface DocumentConsumer {

    /**
     * Takes a document.
     *
     * @param document as {@link HammingIndex#get} gives it back
     */
    void accept(IndexedDocument document);
}
