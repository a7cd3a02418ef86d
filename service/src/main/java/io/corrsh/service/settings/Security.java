package io.corrsh.service.settings;

import static io.corrsh.service.settings.InvalidSettingException.require;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call the service.
 *
 * @param keysFile the file of API keys, made by {@code corrsh keys}; without it, and without an identity provider, anyone
 *     who reaches the service may do anything, so it then listens on the loopback address only
 * @param open whether to listen beyond the loopback address although anyone may do anything; for a network that guards
 *     the service itself
 * @param openMetrics whether metrics can be read without a key
 * @param failures how many wrong keys an address may send in a minute before it has to wait
 * @param corsOrigins the origins whose pages may call the service from a browser; none by default
 */
public record Security(
        @Nullable Path keysFile,
        @DefaultValue("false") boolean open,
        @DefaultValue("false") boolean openMetrics,
        @DefaultValue("20") int failures,
        @DefaultValue List<String> corsOrigins) {

    public Security {
        if (keysFile != null && keysFile.toString().isBlank()) {
            keysFile = null;
        }
        require(failures >= 1, "corrsh.security.failures", "at least 1", failures);
        require(
                corsOrigins.stream().noneMatch(origin -> origin.equals("*")),
                "corrsh.security.cors-origins",
                "origins such as https://app.example.org, not a wildcard",
                corsOrigins);
        corsOrigins = List.copyOf(corsOrigins);
    }
}
