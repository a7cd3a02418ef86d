package io.corrsh.service.cli.index;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.lucene.LuceneHammingIndex;
import io.corrsh.index.lucene.check.IndexCheck;
import io.corrsh.index.lucene.check.IndexReport;
import io.corrsh.index.lucene.snapshot.Snapshot;
import io.corrsh.service.cli.console.CommandFailedException;
import io.corrsh.service.cli.console.Terminal;
import io.corrsh.service.cli.console.Version;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Checks, upgrades, copies and restores the index of a service that does not run. */
@Command(
        name = "index",
        description = {
            "Check, upgrade, copy or restore the index of a service that does not run.",
            "One process at a time has an index open: stop the service first."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class IndexCommand {

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "check",
            description = {
                "Read every byte of the index, and tell what is wrong with it.",
                "Changes nothing. Ends with 1 if something is wrong."
            },
            mixinStandardHelpOptions = true)
    int check(
            @Mixin DataDirectory data,
            @Option(names = "--json", description = "print the findings as JSON") boolean json) {
        Terminal terminal = Terminal.of(spec);
        IndexReport report = data.run(() -> IndexCheck.check(data.index()));
        if (json) {
            terminal.out().println(new JsonMapper().writeValueAsString(fields(report)));
        } else {
            report.problems().forEach(terminal.out()::println);
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "%s: %d documents, %d with a code, %d segments, %d of them in an older format%n",
                            report.clean() ? "ok" : report.problems().size() + " problems",
                            report.documents(),
                            report.codes(),
                            report.segments(),
                            report.outdated());
        }
        terminal.out().flush();
        return report.clean() ? 0 : CommandFailedException.EXIT_CODE;
    }

    private static Map<String, @Nullable Object> fields(IndexReport report) {
        CodeSpace space = report.space();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("model", space == null ? null : space.model());
        fields.put("bits", space == null ? null : space.bits());
        fields.put("documents", report.documents());
        fields.put("codes", report.codes());
        fields.put("segments", report.segments());
        fields.put("outdated", report.outdated());
        fields.put("problems", report.problems());
        return fields;
    }

    @Command(
            name = "upgrade",
            description = {
                "Write what is in an older format anew.",
                "Needs as much room again meanwhile. A service does the same little by little."
            },
            mixinStandardHelpOptions = true)
    int upgrade(@Mixin DataDirectory data) {
        Terminal terminal = Terminal.of(spec);
        data.open(LuceneHammingIndex::upgrade);
        terminal.out().printf("'%s' is in the current format%n", data.index());
        terminal.out().flush();
        return 0;
    }

    @Command(
            name = "snapshot",
            description = {"Copy the index, every file with its SHA-256.", "`sha256sum -c SHA256SUMS` checks the copy."
            },
            mixinStandardHelpOptions = true)
    int snapshot(
            @Mixin DataDirectory data,
            @Parameters(paramLabel = "TARGET", description = "a directory that is empty or not there yet")
                    Path target) {
        Terminal terminal = Terminal.of(spec);
        data.open(index -> {
            Snapshot snapshot = index.snapshot(target);
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "%d documents in '%s'%n",
                            snapshot.manifest().documents(),
                            target);
        });
        terminal.out().flush();
        return 0;
    }

    @Command(
            name = "restore",
            description = {
                "Make an index of a snapshot, after a look at every byte of it.",
                "Never replaces an index: the data directory must have none."
            },
            mixinStandardHelpOptions = true)
    int restore(
            @Mixin DataDirectory data,
            @Parameters(paramLabel = "SNAPSHOT", description = "the directory of the snapshot") Path source) {
        Terminal terminal = Terminal.of(spec);
        long documents = data.run(() -> {
            Snapshot snapshot = Snapshot.at(source);
            snapshot.restore(data.index());
            return snapshot.manifest().documents();
        });
        terminal.out().printf(Locale.ROOT, "%d documents in '%s'%n", documents, data.index());
        terminal.out().flush();
        return 0;
    }
}
