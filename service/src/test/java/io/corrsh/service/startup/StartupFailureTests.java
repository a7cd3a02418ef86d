package io.corrsh.service.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.CorrshApplication;
import io.corrsh.service.cli.CorrshRunner;
import io.corrsh.service.support.TestModels;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class StartupFailureTests {

    @TempDir
    private Path directory;

    private Path model;

    @BeforeEach
    void writeModel() throws IOException {
        model = directory.resolve("model");
        TestModels.write(model);
    }

    @Test
    void namesAMissingModel(CapturedOutput output) {
        assertFails(output, "--model", directory.resolve("nowhere").toString());
        assertThat(output).contains("nowhere' must hold 'model.json', but does not", "--model");
    }

    @Test
    void namesACutFile(CapturedOutput output) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(model.resolve("model.safetensors").toFile(), "rw")) {
            file.setLength(file.length() - 100);
        }
        assertFails(output);
        assertThat(output).contains("cannot be loaded: model.safetensors: ");
    }

    @Test
    void namesBothModelsOfAnIndexMadeByAnother(CapturedOutput output) throws IOException {
        start().close();
        TestModels.write(model, "other", 64, 8);
        assertFails(output);
        assertThat(output)
                .containsPattern("(?s)test@[0-9a-f]{12}.*other@[0-9a-f]{12}|other@[0-9a-f]{12}.*test@[0-9a-f]{12}")
                .contains("--data-dir");
    }

    @Test
    void namesTheDataDirectoryThatIsInUse(CapturedOutput output) {
        try (ConfigurableApplicationContext running = start()) {
            assertThat(running.isActive()).isTrue();
            assertFails(output);
        }
        assertThat(output)
                .contains(
                        "is open in another process", directory.resolve("data").toString());
    }

    @Test
    void namesADataDirectoryThatCannotBeMade(CapturedOutput output) throws IOException {
        Files.writeString(directory.resolve("data"), "a file");
        assertFails(output);
        assertThat(output).contains("The index in '" + directory.resolve("data/index") + "' cannot be opened: ");
    }

    @Test
    void namesThePortInUse(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertFails(output, "--port", Integer.toString(taken.getLocalPort()));
            assertThat(output)
                    .contains("Web server failed to start. Port " + taken.getLocalPort() + " was already in use.");
        }
    }

    @Test
    void namesTheSettingThatBreaksItsRule(CapturedOutput output) {
        assertFails(output, "--corrsh.limits.k=0");
        assertThat(output).contains("'corrsh.limits.k' must be at least 1, got 0");
    }

    @Test
    void doesNotListenToOthersWithoutAKey(CapturedOutput output) {
        assertFails(output, "--address", "0.0.0.0");
        assertThat(output).contains("it has no keys", "corrsh keys add");
    }

    @Test
    void namesAFileOfKeysThatIsMissing(CapturedOutput output) {
        assertFails(output, "--corrsh.security.keys-file=" + directory.resolve("none"));
        assertThat(output).contains("There is no file of API keys", "corrsh keys add");
    }

    @Test
    void namesALibraryThatIsCutOff(CapturedOutput output) throws IOException {
        Files.write(directory.resolve("libtorch_cpu.so"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0});
        System.setProperty("PYTORCH_LIBRARY_PATH", directory.toString());
        try {
            assertFails(output, "--corrsh.encode.engine=pytorch");
        } finally {
            System.clearProperty("PYTORCH_LIBRARY_PATH");
        }
        assertThat(output).contains("libtorch_cpu.so' is not a library for 64-bit Linux", "corrsh doctor");
    }

    @Test
    void namesAModelThatIsServedUnderTheNameOfTheDefaultOne(CapturedOutput output) {
        assertFails(output, "--corrsh.models.served.test.path=" + model);
        assertThat(output).contains("'corrsh.models.served' must be other names than the default model's, got test");
    }

    @Test
    void namesASettingThatIsNotKnown(CapturedOutput output) {
        assertFails(output, "--corrsh.limits.kk=5");
        assertThat(output).contains("corrsh.limits.kk");
    }

    /** Serves with the arguments given and with this test's for those that are not. */
    private void assertFails(CapturedOutput output, String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("serve", "--device=cpu", "--server.tomcat.basedir=" + directory.resolve("tomcat")));
        all.addAll(List.of(arguments));
        addUnlessGiven(all, "--port", "0");
        addUnlessGiven(all, "--model", model.toString());
        addUnlessGiven(all, "--data-dir", directory.resolve("data").toString());
        assertThat(CorrshRunner.run(CorrshApplication.class, all.toArray(String[]::new)))
                .isEqualTo(1);
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "Description:", "Action:")
                .doesNotContain(
                        "\tat io.corrsh", "\tat org.springframework", "Application run failed", "Error creating bean");
    }

    private static void addUnlessGiven(List<String> arguments, String option, String value) {
        if (!arguments.contains(option)) {
            arguments.addAll(List.of(option, value));
        }
    }

    private ConfigurableApplicationContext start() {
        return SpringApplication.run(
                CorrshApplication.class,
                "--server.port=0",
                "--corrsh.device=cpu",
                "--server.tomcat.basedir=" + directory.resolve("tomcat"),
                "--corrsh.model=" + model,
                "--corrsh.data-dir=" + directory.resolve("data"));
    }
}
