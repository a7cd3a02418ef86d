package io.corrsh.service.startup;

import io.corrsh.service.security.OpenServiceException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A service without keys that other machines could reach. */
final class OpenServiceFailureAnalyzer extends AbstractFailureAnalyzer<OpenServiceException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, OpenServiceException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Make keys with 'corrsh keys add' and name their file in corrsh.security.keys-file, or listen on 127.0.0.1,"
                        + " or set corrsh.security.open=true where the network itself is guarded.",
                cause);
    }
}
