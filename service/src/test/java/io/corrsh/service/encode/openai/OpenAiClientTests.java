package io.corrsh.service.encode.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.corrsh.service.support.ServiceTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Lets OpenAI's own client for JavaScript talk to the service. */
@ServiceTest
class OpenAiClientTests {

    private static final Path SCRIPTS = Path.of("src/test/js");

    private final int port;

    OpenAiClientTests(ConfigurableApplicationContext context) {
        this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Test
    void worksWithTheClientFromNpm() throws Exception {
        String modules = System.getenv("NODE_PATH");
        assumeTrue(
                Files.isDirectory(SCRIPTS.resolve("node_modules/openai"))
                        || (modules != null && Files.isDirectory(Path.of(modules, "openai"))),
                "OpenAI's client is not there: run 'npm install' in service/src/test/js, or name its node_modules by NODE_PATH");
        assumeTrue(run("node", "--version").code == 0, "Node is not there");
        Result result = run("node", SCRIPTS.resolve("openai-client.cjs").toString(), "http://127.0.0.1:" + port);
        assertThat(result.code).as(result.output).isZero();
        assertThat(result.output).contains("cosine");
    }

    private record Result(int code, String output) {}

    private static Result run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            return new Result(-1, e.toString());
        }
    }
}
