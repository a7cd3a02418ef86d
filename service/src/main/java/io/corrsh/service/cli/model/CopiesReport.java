package io.corrsh.service.cli.model;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.corpus.Corpus;
import io.corrsh.model.corpus.CorpusDocument;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.cli.console.BrokenLines;
import io.corrsh.service.cli.console.CommandFailedException;
import io.corrsh.service.cli.console.Failures;
import io.corrsh.service.cli.console.Terminal;
import io.corrsh.service.cli.copies.CopiesEvaluator;
import io.corrsh.service.cli.copies.CopiesResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tells how well edited copies are told from other texts. */
record CopiesReport(int copies, long seed) {

    int run(ModelOption model, Path corpus, Terminal terminal, boolean json) {
        if (copies < 2) {
            throw new CommandFailedException("'--copies' must be at least 2, got %d".formatted(copies));
        }
        ModelBundle bundle = model.load();
        CopiesResult result;
        try (TextEncoder encoder = model.encoder(bundle)) {
            List<String> texts =
                    Corpus.read(corpus, new BrokenLines(corpus.toString(), terminal.err())::add).documents().stream()
                            .limit(copies)
                            .map(CorpusDocument::text)
                            .toList();
            result = new CopiesEvaluator(encoder).evaluate(texts, seed);
        } catch (IOException | IllegalArgumentException e) {
            throw Failures.of(corpus, e);
        }
        if (json) {
            terminal.out()
                    .println(JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(result));
        } else {
            terminal.out()
                    .printf("%s, %d texts, %d pairs of copies%n", result.model(), result.documents(), result.pairs());
            print("codes, within", result.codes(), terminal);
            print("MinHash, at least", result.minhash(), terminal);
        }
        terminal.out().flush();
        return 0;
    }

    private static void print(String name, List<CopiesResult.Cut> cuts, Terminal terminal) {
        terminal.out().printf("%-20s %10s %10s %10s%n", name, "precision", "recall", "F1");
        for (CopiesResult.Cut cut : cuts) {
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "%20.2f %10.4f %10.4f %10.4f%n",
                            cut.threshold(),
                            cut.precision(),
                            cut.recall(),
                            cut.f1());
        }
    }
}
