package io.corrsh.service.cli.load;

import io.corrsh.model.corpus.LineReader;
import io.corrsh.model.corpus.LineReader.Line;
import io.corrsh.service.cli.console.BrokenLines;
import io.corrsh.service.cli.console.CommandFailedException;
import io.corrsh.service.cli.console.Failures;
import io.corrsh.service.cli.console.ProgressDisplay;
import io.corrsh.service.cli.console.Terminal;
import io.corrsh.service.cli.console.Version;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Loads a corpus into a running service. */
@Command(
        name = "import",
        description = {
            "Load a corpus into a running service.",
            "Every document that is counted as accepted is on the service's disk."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class ImportCommand implements Callable<Integer> {

    private static final long LONGEST_LINE = 1L << 30;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--corpus", paramLabel = "FILE", required = true, description = "JSON lines, plain or gzip")
    private Path corpus = Path.of("");

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "the service, ${DEFAULT-VALUE} by default")
    private String url = "";

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "500",
            description = "how many lines go in one request, ${DEFAULT-VALUE} by default")
    private int batch = 500;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "how long to wait for a service that is starting, ${DEFAULT-VALUE} by default")
    private int patience;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "a file that holds the API key; by default the key is taken from the environment: CORRSH_KEY")
    private @Nullable Path keyFile;

    @Option(names = "--json", description = "print the result as one JSON object")
    private boolean json;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec);
        if (batch < 1 || batch > 100_000) {
            throw wrongUse("'--batch' must be between 1 and 100000, got " + batch);
        }
        if (patience < 0 || patience > 86_400) {
            throw wrongUse("'--wait' must be between 0 and 86400, got " + patience);
        }
        URI service = service();
        String key = key();
        BrokenLines failed = new BrokenLines(corpus.toString(), terminal.err());
        long started = System.nanoTime();
        ImportBatch sent;
        try (InputStream in = open();
                BulkClient client = new BulkClient(service, key);
                ProgressDisplay progress = ProgressDisplay.begin("import", -1, "documents", terminal.err())) {
            if (patience > 0) {
                client.awaitReady(Duration.ofSeconds(patience));
            }
            sent = new ImportBatch(client, failed::add);
            LineReader lines = new LineReader(in, LONGEST_LINE);
            for (Line line = lines.next(); line != null; line = lines.next()) {
                sent.add(line);
                if (sent.size() >= batch) {
                    sent.send();
                    progress.to(sent.accepted());
                }
            }
            sent.send();
            progress.to(sent.accepted());
        } catch (IOException e) {
            throw Failures.of(corpus, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("the import was interrupted", e);
        }
        report(sent.accepted(), failed.count(), (System.nanoTime() - started) / 1e9, terminal);
        return failed.count() == 0 ? 0 : CommandFailedException.EXIT_CODE;
    }

    private InputStream open() throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(corpus), 1 << 16);
        try {
            in.mark(2);
            boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
            in.reset();
            return gzip ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private @Nullable String key() {
        if (keyFile == null) {
            return System.getenv("CORRSH_KEY");
        }
        try {
            return Files.readString(keyFile).strip();
        } catch (IOException e) {
            throw Failures.of(keyFile, e);
        }
    }

    private URI service() {
        try {
            URI uri = new URI(url.endsWith("/") ? url : url + "/");
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw wrongUse("'--url' must be an http or https URL, got '%s'".formatted(url));
        }
        throw wrongUse("'--url' must be an http or https URL, got '%s'".formatted(url));
    }

    private ParameterException wrongUse(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private void report(long accepted, long failed, double seconds, Terminal terminal) {
        if (json) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("accepted", accepted);
            report.put("failed", failed);
            report.put("seconds", seconds);
            terminal.out().println(new JsonMapper().writeValueAsString(report));
        } else {
            terminal.out()
                    .printf(Locale.ROOT, "%d documents accepted, %d lines failed, %.1f s%n", accepted, failed, seconds);
        }
        terminal.out().flush();
    }
}
