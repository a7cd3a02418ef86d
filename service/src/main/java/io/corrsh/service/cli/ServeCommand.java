package io.corrsh.service.cli;

import io.corrsh.service.settings.CorrshProperties.Device;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the service. */
@Command(
        name = ServeCommand.NAME,
        description = "Run the service.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {

    static final String NAME = "serve";

    private static volatile @Nullable ConfigurableApplicationContext running;

    private final Class<?> application;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", description = "the port, 8080 by default; 0 for any that is free")
    private @Nullable Integer port;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "the address to listen on, 127.0.0.1 by default: this machine only")
    private @Nullable String address;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "the directory of the index, ./data by default")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "the model's bundle; by default the model that ships with CorrSH")
    private @Nullable Path model;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "where batches are encoded: ${COMPLETION-CANDIDATES}, auto by default")
    private @Nullable Device device;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "any other setting, such as corrsh.limits.body=64MB")
    private Map<String, String> settings = new LinkedHashMap<>();

    ServeCommand(Class<?> application) {
        this.application = application;
    }

    /** Whether a service was started in this process and has not ended. */
    static boolean isRunning() {
        ConfigurableApplicationContext context = running;
        return context != null && context.isActive();
    }

    @Override
    public Integer call() {
        if (port != null && (port < 0 || port > 65_535) && spec != null) {
            throw new ParameterException(spec.commandLine(), "'--port' must be between 0 and 65535, got " + port);
        }
        try {
            SpringApplication spring = new SpringApplication(application);
            spring.setMainApplicationClass(application);
            running = spring.run(arguments());
            return 0;
        } catch (RuntimeException e) {
            // Spring has told why.
            return Corrsh.FAILED;
        }
    }

    private String[] arguments() {
        Map<String, String> all = new LinkedHashMap<>(settings);
        put(all, "server.port", port);
        put(all, "server.address", address);
        put(all, "corrsh.data-dir", dataDirectory);
        put(all, "corrsh.model", model);
        put(all, "corrsh.device", device == null ? null : device.name().toLowerCase(Locale.ROOT));
        return all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    private static void put(Map<String, String> settings, String key, @Nullable Object value) {
        if (value != null) {
            settings.put(key, value.toString());
        }
    }
}
