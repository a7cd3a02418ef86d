package io.corrsh.service.startup;

import io.corrsh.index.IndexMismatchException;
import io.corrsh.service.storage.UnusableIndexException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A data directory that cannot be written, is in use, or holds the codes of another model. */
final class UnusableIndexFailureAnalyzer extends AbstractFailureAnalyzer<UnusableIndexException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnusableIndexException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), action(cause), cause);
    }

    private static String action(UnusableIndexException cause) {
        if (cause.getCause() instanceof IndexMismatchException) {
            return "Start with the model that made the index (--model), or with another directory (--data-dir) and load"
                    + " the documents again.";
        }
        if (cause.isLocked()) {
            return "End the process that has it open, or name another directory with --data-dir.";
        }
        return "Name a directory that this user can write with --data-dir (or corrsh.data-dir).";
    }
}
