package io.corrsh.service.startup;

import io.corrsh.service.models.UnusableDeviceException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A GPU that was asked for and is not there. */
final class UnusableDeviceFailureAnalyzer extends AbstractFailureAnalyzer<UnusableDeviceException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnusableDeviceException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Start with --device auto and --corrsh.encode.engine=auto, which fall back on what works;"
                        + " 'corrsh doctor' tells what does.",
                cause);
    }
}
