package io.corrsh.service.startup;

import io.corrsh.service.models.UnusableModelException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A model that is missing, cut off or changed. */
final class UnusableModelFailureAnalyzer extends AbstractFailureAnalyzer<UnusableModelException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnusableModelException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Name the directory of a model bundle with --model (or corrsh.model), or train one with 'corrsh train'.",
                cause);
    }
}
