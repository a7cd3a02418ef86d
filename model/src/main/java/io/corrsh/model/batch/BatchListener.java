package io.corrsh.model.batch;

/** Is told what becomes of texts. Called by the threads that do the work: must be quick, and safe for several threads. */
public interface BatchListener {

    /** Listens to nothing. */
    BatchListener NONE = new BatchListener() {};

    /** The first text of a call has waited so long for its turn. */
    default void waited(long nanos) {}

    /**
     * A batch was encoded.
     *
     * @param texts its texts
     * @param tokens their tokens
     * @param analysisNanos how long it took to make words of them
     * @param networkNanos how long it took to make codes of these
     */
    default void encoded(int texts, long tokens, long analysisNanos, long networkNanos) {}

    /** The texts of a call were not encoded, or not all of them. */
    default void refused(EncodeRefusedException.Reason reason, int texts) {}
}
