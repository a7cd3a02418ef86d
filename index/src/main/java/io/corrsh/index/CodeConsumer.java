package io.corrsh.index;

/** Takes documents with their codes. */
@FunctionalInterface
public interface CodeConsumer {

    /**
     * Takes a document.
     *
     * @param id its id
     * @param code its code, for the taker to keep
     */
    void accept(String id, long[] code);
}
