package io.corrsh.service.cli.doctor;

import io.corrsh.model.bundle.DefaultModel;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.service.cli.console.CommandFailedException;
import io.corrsh.service.cli.console.Terminal;
import io.corrsh.service.cli.console.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Looks whether this machine has what the service needs, and says what to do where it has not. */
@Command(
        name = "doctor",
        description = {
            "Look whether this machine has what the service needs, and say what to do where it has not.",
            "Ends with 1 if something does not work."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class DoctorCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "the directory of the index")
    private Path dataDirectory = Path.of("data");

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "the model's bundle; by default the model that ships with CorrSH")
    private @Nullable Path model;

    @Option(names = "--json", description = "print the findings as JSON")
    private boolean json;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec);
        List<Finding> findings = Stream.<Supplier<Finding>>of(
                        MachineChecks::java,
                        MachineChecks::processors,
                        MachineChecks::memory,
                        MachineChecks::files,
                        () -> StorageCheck.of(dataDirectory),
                        EngineChecks::pytorch,
                        EngineChecks::gpu,
                        () -> EngineChecks.model(() -> model == null ? DefaultModel.load() : ModelBundle.load(model)))
                .map(Supplier::get)
                .toList();
        if (json) {
            terminal.out().println(new JsonMapper().writeValueAsString(findings));
        } else {
            findings.forEach(finding -> terminal.out()
                    .printf(
                            Locale.ROOT,
                            "%-4s  %-15s %s%n",
                            finding.state() == Finding.State.OK ? "ok" : finding.state(),
                            finding.subject(),
                            finding.detail()));
        }
        terminal.out().flush();
        boolean well = findings.stream().noneMatch(finding -> finding.state() == Finding.State.FAIL);
        return well ? 0 : CommandFailedException.EXIT_CODE;
    }
}
