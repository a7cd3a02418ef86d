package io.corrsh.service.requests;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out what Spring Boot sets up for traces, unless they are asked for. A tracer that sends nothing would still read the headers
 * of each request, make spans and ask for exemplars: more work than all of our meters.
 */
final class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

    /** Whether requests are traced. */
    static final String PROPERTY = "management.opentelemetry.enabled";

    private static final String BOOT = "org.springframework.boot.";
    /** What only traces need; the tracer that does nothing is left in. */
    private static final List<String> OF_TRACING = List.of(
            BOOT + "micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
            BOOT + "micrometer.tracing.autoconfigure.otlp.",
            BOOT + "micrometer.tracing.autoconfigure.prometheus.",
            BOOT + "micrometer.tracing.opentelemetry.",
            BOOT + "opentelemetry.",
            BOOT + "webmvc.autoconfigure.WebMvcObservationAutoConfiguration");

    private @Nullable Environment environment;

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean traced = environment != null && environment.getProperty(PROPERTY, Boolean.class, false);
        boolean[] wanted = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            String name = classes[i];
            wanted[i] = traced || name == null || OF_TRACING.stream().noneMatch(name::startsWith);
        }
        return wanted;
    }
}
