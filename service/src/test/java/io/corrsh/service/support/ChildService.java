package io.corrsh.service.support;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A service in a process of its own, to be killed. */
public final class ChildService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Path log;
    private final Api api;

    private ChildService(Process process, Path log, Api api) {
        this.process = process;
        this.log = log;
        this.api = api;
    }

    /** Starts a service and waits until it is ready. */
    public static ChildService start(Path directory, Path model, String... settings)
            throws IOException, InterruptedException {
        return awaited(launch(directory, model, List.of(), settings));
    }

    /** Starts a service without waiting for it. */
    public static ChildService launch(Path directory, Path model) throws IOException {
        return launch(directory, model, List.of());
    }

    /** Starts a service that cannot write files of more than 4 MB, as if the disk were full. */
    public static ChildService startWithSmallFiles(Path directory, Path model)
            throws IOException, InterruptedException {
        // POSIX counts blocks of 512 bytes, bash those of 1024.
        return awaited(launch(directory, model, List.of("/bin/sh", "-c", "ulimit -f 4096 && exec \"$@\"", "sh")));
    }

    private static ChildService awaited(ChildService service) throws InterruptedException {
        service.awaitReady();
        return service;
    }

    private static ChildService launch(Path directory, Path model, List<String> prefix, String... settings)
            throws IOException {
        int port = freePort();
        Path log = Files.createTempFile(directory, "service-", ".log");
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                // A process that is killed deletes nothing.
                "-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")),
                "-cp",
                System.getProperty("java.class.path"),
                "io.corrsh.service.CorrshApplication",
                "serve",
                "--port=" + port,
                "--device=cpu",
                "--model=" + model,
                "--data-dir=" + directory.resolve("data")));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ChildService(process, log, new Api(port));
    }

    public Api api() {
        return api;
    }

    public int port() {
        return api.port();
    }

    /** Ends the process as a power cut does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks the process to end and gives back its exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The service does not end: " + log());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Waits until it says that it is ready. */
    public void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (api.get("/actuator/health/readiness").status() == 200) {
                    return;
                }
            } catch (AssertionError e) {
                // Nothing listens yet.
            }
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new AssertionError("The service does not start: " + log());
            }
            Thread.sleep(50);
        }
    }

    /** What it has written to its standard output and error. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
