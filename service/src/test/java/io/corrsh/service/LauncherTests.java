package io.corrsh.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher beside a jar which is that of the build but for its class path. */
class LauncherTests {

    private static final Path SOURCE = Path.of("src/main/launcher/corrsh");
    private static final String NO_PLACE = "/nonexistent/*/bin/java";

    @TempDir
    private Path directory;

    @BeforeEach
    void install() throws IOException {
        Path launcher = directory.resolve("app/corrsh");
        Files.createDirectories(launcher.getParent());
        Files.copy(SOURCE, launcher);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "io.corrsh.service.CorrshApplication");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
        try (OutputStream out = Files.newOutputStream(directory.resolve("app/corrsh-service-1.jar"))) {
            new JarOutputStream(out, manifest).close();
        }
    }

    @Test
    void isExecutableInTheSources() {
        assertThat(Files.isExecutable(SOURCE)).isTrue();
    }

    @Test
    void runsTheCommandWithJavaHome() throws Exception {
        Outcome outcome = run(Map.of("JAVA_HOME", System.getProperty("java.home")), "app/corrsh", "--version");
        assertThat(outcome.code).as(outcome.output).isZero();
        assertThat(outcome.output).startsWith("corrsh ").contains("Java 25");
    }

    @Test
    void followsLinks() throws Exception {
        Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(directory.resolve("bin/first"), Path.of("../app/corrsh"));
        Files.createSymbolicLink(directory.resolve("bin/second"), directory.resolve("bin/first"));
        Outcome outcome = run(
                Map.of("JAVA_HOME", System.getProperty("java.home"), "PATH", System.getenv("PATH")),
                "bin/second",
                "--version");
        assertThat(outcome.code).as(outcome.output).isZero();
    }

    @Test
    void looksInTheUsualPlacesWhenJavaHomeIsOlder() throws Exception {
        Path old = directory.resolve("old/bin/java");
        Files.createDirectories(old.getParent());
        Files.writeString(old, "#!/bin/sh\necho 'openjdk version \"17.0.1\" 2021-10-19' >&2\n");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
        Outcome outcome = run(
                Map.of(
                        "JAVA_HOME",
                        directory.resolve("old").toString(),
                        "CORRSH_JAVA_PLACES",
                        System.getProperty("java.home") + "/bin/java"),
                "app/corrsh",
                "--version");
        assertThat(outcome.code).as(outcome.output).isZero();
        assertThat(outcome.output).contains("Java 25");
    }

    @Test
    void saysPlainlyThatThereIsNoJdk() throws Exception {
        Outcome outcome = run(Map.of("JAVA_HOME", "", "CORRSH_JAVA_PLACES", NO_PLACE), "app/corrsh", "--version");
        assertThat(outcome.code).isEqualTo(1);
        assertThat(outcome.output.strip())
                .isEqualTo("corrsh: a JDK 25 is needed, and none was found: set JAVA_HOME to one");
    }

    @Test
    void handsOnOptionsForTheJvmAndTheExitCode() throws Exception {
        Map<String, String> environment =
                Map.of("JAVA_HOME", System.getProperty("java.home"), "CORRSH_OPTS", "-Xmx64m -Dcorrsh.test=1");
        assertThat(run(environment, "app/corrsh", "no-such-command").code).isEqualTo(2);
        assertThat(run(environment, "app/corrsh", "encode", "--model", "nowhere").code)
                .isEqualTo(1);
    }

    private Outcome run(Map<String, String> environment, String... command) throws Exception {
        List<String> absolute = new ArrayList<>(List.of(command));
        absolute.set(0, directory.resolve(command[0]).toString());
        ProcessBuilder builder = new ProcessBuilder(absolute).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/nonexistent");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output);
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
    }

    private record Outcome(int code, String output) {}
}
