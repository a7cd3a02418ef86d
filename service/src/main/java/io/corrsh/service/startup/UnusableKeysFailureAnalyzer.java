package io.corrsh.service.startup;

import io.corrsh.service.security.keys.UnusableKeysException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A file of keys that is not there or broken. */
final class UnusableKeysFailureAnalyzer extends AbstractFailureAnalyzer<UnusableKeysException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnusableKeysException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Make keys with 'corrsh keys add', and name their file in corrsh.security.keys-file.",
                cause);
    }
}
