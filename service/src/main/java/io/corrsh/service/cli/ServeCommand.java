package io.corrsh.service.cli;

import io.corrsh.service.cli.console.CommandFailedException;
import io.corrsh.service.cli.console.Version;
import io.corrsh.service.settings.CorrshProperties.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs the service. */
@Command(
        name = ServeCommand.NAME,
        description = {"Run the service.", "Any setting may follow, such as --corrsh.limits.body=64MB."},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {

    static final String NAME = "serve";

    private static final Pattern SETTING = Pattern.compile("--[a-z][a-z0-9-]*(\\.[^=.]+)+=.*", Pattern.DOTALL);

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

    @Unmatched
    private List<String> settings = new ArrayList<>();

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
        for (String setting : settings) {
            if (!isSetting(setting) && spec != null) {
                throw new UnmatchedArgumentException(spec.commandLine(), List.of(setting));
            }
        }
        try {
            SpringApplication spring = new SpringApplication(application);
            spring.setMainApplicationClass(application);
            running = spring.run(arguments());
            return 0;
        } catch (RuntimeException e) {
            // Spring has told why.
            return CommandFailedException.EXIT_CODE;
        }
    }

    /** Whether an argument is a setting of Spring, such as {@code --corrsh.limits.k=100}. */
    static boolean isSetting(String argument) {
        return SETTING.matcher(argument).matches();
    }

    private String[] arguments() {
        List<String> all = new ArrayList<>(settings);
        add(all, "server.port", port);
        add(all, "server.address", address);
        add(all, "corrsh.data-dir", dataDirectory);
        add(all, "corrsh.model", model);
        add(all, "corrsh.device", device == null ? null : device.name().toLowerCase(Locale.ROOT));
        return all.toArray(String[]::new);
    }

    private static void add(List<String> arguments, String key, @Nullable Object value) {
        if (value != null) {
            arguments.add("--" + key + "=" + value);
        }
    }
}
