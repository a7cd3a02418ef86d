package io.corrsh.service.cli;

import io.corrsh.service.cli.console.CommandFailedException;
import io.corrsh.service.cli.console.Version;
import io.corrsh.service.cli.doctor.DoctorCommand;
import io.corrsh.service.cli.index.IndexCommand;
import io.corrsh.service.cli.keys.KeysCommand;
import io.corrsh.service.cli.load.ImportCommand;
import io.corrsh.service.cli.model.EncodeCommand;
import io.corrsh.service.cli.model.EvaluateCommand;
import io.corrsh.service.cli.model.TrainCommand;
import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code corrsh}. */
@Command(
        name = "corrsh",
        description = "Semantic hashing: documents to short binary codes, and exact search over them.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong use. 'corrsh COMMAND --help' says more."})
public final class Corrsh {

    private Corrsh() {}

    /**
     * Runs a command and ends the process, unless the command is {@code serve} and the service is up.
     *
     * @param application the Spring application that {@code serve} runs
     */
    public static void main(Class<?> application, String[] args) {
        int code = commandLine(application).execute(withCommand(args));
        boolean serving = code == 0 && ServeCommand.isRunning();
        if (!serving) {
            System.exit(code);
        }
    }

    /** Without a command, or with nothing but settings, the command is {@code serve}. */
    private static String[] withCommand(String[] args) {
        if (args.length > 0 && !ServeCommand.isSetting(args[0])) {
            return args;
        }
        return Stream.concat(Stream.of(ServeCommand.NAME), Arrays.stream(args)).toArray(String[]::new);
    }

    /** The command line; {@code serve} runs the given Spring application. */
    static CommandLine commandLine(Class<?> application) {
        return new CommandLine(new Corrsh())
                .addSubcommand(new ServeCommand(application))
                .addSubcommand(new TrainCommand())
                .addSubcommand(new EvaluateCommand())
                .addSubcommand(new EncodeCommand())
                .addSubcommand(new ImportCommand())
                .addSubcommand(new IndexCommand())
                .addSubcommand(new KeysCommand())
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new CommandLine.HelpCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Corrsh::failed);
    }

    /** Says what went wrong; a stack trace only where the failure is nobody's fault but ours. */
    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof CommandFailedException) {
            command.getErr().println("corrsh: " + failure.getMessage());
        } else {
            command.getErr().println("corrsh: an unexpected failure: " + failure);
            failure.printStackTrace(command.getErr());
        }
        return CommandFailedException.EXIT_CODE;
    }
}
