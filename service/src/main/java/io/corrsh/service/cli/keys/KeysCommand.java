package io.corrsh.service.cli.keys;

import io.corrsh.service.cli.console.CommandFailedException;
import io.corrsh.service.cli.console.Failures;
import io.corrsh.service.cli.console.Terminal;
import io.corrsh.service.cli.console.Version;
import io.corrsh.service.security.keys.ApiKey;
import io.corrsh.service.security.keys.ApiKeyFile;
import io.corrsh.service.security.keys.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives, lists and takes API keys. A running service sees the change within a second of the next request. */
@Command(
        name = "keys",
        description = {
            "Give, list and take API keys.",
            "The file holds only hashes. A service that was started with corrsh.security.keys-file=FILE reads it again when it changes."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class KeysCommand {

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "add",
            description = {
                "Make a key.",
                "It is printed on standard output, once: it can't be read from the file again."
            },
            mixinStandardHelpOptions = true)
    int add(
            @Option(names = "--file", paramLabel = "FILE", required = true, description = "the file of keys") Path file,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            required = true,
                            description = "read, write or admin; each includes those before it")
                    Role role,
            @Option(names = "--days", paramLabel = "N", description = "how long it is valid; for ever by default")
                    @Nullable
                    Integer days,
            @Parameters(paramLabel = "NAME", description = "whose key it is") String name) {
        Terminal terminal = Terminal.of(spec);
        try {
            if (days != null && (days < 1 || days > 36_500)) {
                throw new IllegalArgumentException("'--days' must be between 1 and 36500, got " + days);
            }
            Instant expires = days == null
                    ? null
                    : Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(days));
            ApiKey.Issued issued = ApiKey.issue(name, role, expires);
            ApiKeyFile.add(file, issued.key());
            terminal.out().println(issued.secret());
            terminal.out().flush();
            return 0;
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw Failures.of(file, e);
        }
    }

    @Command(name = "list", description = "Print the names and roles.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--file", paramLabel = "FILE", required = true, description = "the file of keys")
                    Path file) {
        Terminal terminal = Terminal.of(spec);
        try {
            for (ApiKey key : ApiKeyFile.read(file)) {
                terminal.out()
                        .printf(
                                Locale.ROOT,
                                "%-24s %-6s %s%n",
                                key.name(),
                                key.role().label(),
                                key.expires() == null ? "" : "until " + key.expires());
            }
            terminal.out().flush();
            return 0;
        } catch (IOException e) {
            throw Failures.of(file, e);
        }
    }

    @Command(name = "remove", description = "Take a key back.", mixinStandardHelpOptions = true)
    int remove(
            @Option(names = "--file", paramLabel = "FILE", required = true, description = "the file of keys") Path file,
            @Parameters(paramLabel = "NAME", description = "whose key it is") String name) {
        Terminal.of(spec);
        try {
            if (!ApiKeyFile.remove(file, name)) {
                throw new CommandFailedException("%s has no key named '%s'".formatted(file, name));
            }
            return 0;
        } catch (IOException e) {
            throw Failures.of(file, e);
        }
    }
}
