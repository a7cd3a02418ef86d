package io.corrsh.model.training.progress;

import io.corrsh.model.training.history.EpochReport;
import io.corrsh.model.training.network.StepLoss;
import java.nio.file.Path;

/** Hears how a training goes on. All calls come one after the other, though not always from the same thread. */
public interface TrainingListener {

    /** The parts of a training, in their order. */
    enum Phase {
        /** Counting words, in documents. */
        VOCABULARY,
        /** Turning texts into bags of words, in documents. */
        VECTORS,
        /** Searching for neighbours, in documents. */
        NEIGHBOURS,
        /** Taking steps, in steps of all epochs. */
        STEPS
    }

    /** A listener that does nothing. */
    static TrainingListener none() {
        return new TrainingListener() {};
    }

    /** A part begins; {@code total} is what {@link #progress} will reach, or -1 if not known. */
    default void begin(Phase phase, long total) {}

    /** So much of the current part is done. */
    default void progress(long done) {}

    /** A line of a corpus is left out. */
    default void brokenLine(Path corpus, long line, String reason) {}

    /** Something that the reader of a log should know. */
    default void note(String message) {}

    /** A step was taken; the first is step 1. */
    default void step(long step, StepLoss loss) {}

    /** An epoch was measured. */
    default void epoch(EpochReport report) {}
}
