package io.corrsh.model.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A libtorch of the user's own, in a process of its own: what is loaded stays loaded. */
class OwnLibraryTests {

    @TempDir
    private Path directory;

    /** What the process does. */
    static final class Start {

        private Start() {}

        public static void main(String[] arguments) {
            try {
                System.out.println("started " + TorchEngine.start(1).getVersion());
            } catch (IllegalStateException e) {
                System.out.println("refused: " + e.getMessage());
                System.exit(1);
            }
        }
    }

    @BeforeEach
    void linkTheLibraries() throws IOException {
        TorchEngine.start(1);
        try (Stream<Path> folders = Files.list(Utils.getEngineCacheDir("pytorch"));
                Stream<Path> libraries = Files.list(
                        folders.filter(OwnLibraryTests::isWhole).findFirst().orElseThrow())) {
            for (Path library : libraries.toList()) {
                Files.createSymbolicLink(directory.resolve(library.getFileName()), library);
            }
        }
    }

    private static boolean isWhole(Path folder) {
        return folder.getFileName().toString().startsWith(TorchEngine.VERSION)
                && Files.exists(folder.resolve("libtorch_cpu.so"));
    }

    @Test
    void isUsedWhereItIsRight() throws Exception {
        assertThat(start(Map.of())).contains("started 2.7.1");
    }

    @Test
    void isRefusedWhenItIsCutOff() throws Exception {
        Path library = directory.resolve("libtorch_cpu.so");
        Path whole = library.toRealPath();
        Files.delete(library);
        try (FileChannel from = FileChannel.open(whole);
                FileChannel to = FileChannel.open(library, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            from.transferTo(0, 1 << 20, to);
        }
        assertThat(start(Map.of()))
                .contains("refused: '" + library + "' is cut off: it must have ", " bytes, got 1048576");
    }

    @Test
    void isRefusedWhenItIsSomethingElse() throws Exception {
        Files.delete(directory.resolve("libtorch_cpu.so"));
        Files.writeString(directory.resolve("libtorch_cpu.so"), "not a library");
        assertThat(start(Map.of())).contains("libtorch_cpu.so' is not a library for 64-bit Linux");
    }

    @Test
    void isRefusedWhenItSaysToBeOfAnotherVersion() throws Exception {
        assertThat(start(Map.of("PYTORCH_VERSION", "2.5.1"))).contains("refused: PyTorch ");
    }

    private String start(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Start.class.getName()))
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PYTORCH_LIBRARY_PATH",
                        directory.toString(),
                        "PYTORCH_VERSION",
                        TorchEngine.VERSION,
                        "PYTORCH_FLAVOR",
                        "cpu"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
