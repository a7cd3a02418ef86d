package io.corrsh.service.cli.model;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.corpus.Corpus;
import io.corrsh.model.corpus.CorpusDocument;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.cli.console.BrokenLines;
import io.corrsh.service.cli.console.Failures;
import io.corrsh.service.cli.console.Terminal;
import io.corrsh.service.cli.retrieval.Judgements;
import io.corrsh.service.cli.retrieval.RetrievalEvaluator;
import io.corrsh.service.cli.retrieval.RetrievalResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What an evaluation of retrieval is asked for with. */
final class RetrievalArguments {

    @Option(names = "--queries", paramLabel = "FILE", required = true, description = "queries, a corpus as JSON lines")
    private Path queries = Path.of("");

    @Option(
            names = "--qrels",
            paramLabel = "FILE",
            required = true,
            description = "judgements: a heading, then query, document and score with tabs between")
    private Path qrels = Path.of("");

    @Option(names = "--query-split", paramLabel = "SPLIT", description = "only queries of this split")
    private @Nullable String split;

    @Option(
            names = "--hybrid",
            paramLabel = "WEIGHT",
            split = ",",
            defaultValue = "0.95",
            description = "weights of words, 0 to 1, ${DEFAULT-VALUE} by default")
    private List<Double> hybrid = List.of();

    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "1000",
            description = "how many documents of each kind are looked at, ${DEFAULT-VALUE} by default")
    private int candidates = 1000;

    int run(ModelOption model, Path corpus, Terminal terminal, boolean json) {
        ModelBundle bundle = model.load();
        RetrievalResult result;
        try (TextEncoder encoder = model.encoder(bundle)) {
            List<CorpusDocument> asked = read(queries, terminal).stream()
                    .filter(query -> split == null
                            || query.split() != null
                                    && query.split()
                                            .name()
                                            .toLowerCase(Locale.ROOT)
                                            .equals(split))
                    .toList();
            result = new RetrievalEvaluator(encoder, bundle.description().analyzer(), candidates, hybrid)
                    .evaluate(read(corpus, terminal), asked, judgements());
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
            print(result, terminal);
        }
        terminal.out().flush();
        return 0;
    }

    private static List<CorpusDocument> read(Path file, Terminal terminal) {
        try {
            return Corpus.read(file, new BrokenLines(file.toString(), terminal.err())::add)
                    .documents();
        } catch (IOException e) {
            throw Failures.of(file, e);
        }
    }

    private Judgements judgements() {
        try {
            return Judgements.read(qrels);
        } catch (IOException | IllegalArgumentException e) {
            throw Failures.of(qrels, e);
        }
    }

    private static void print(RetrievalResult result, Terminal terminal) {
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%s, %d bits, %d documents, %d queries%n%-20s %10s %12s   %s%n",
                        result.model(),
                        result.bits(),
                        result.documents(),
                        result.queries(),
                        "",
                        "nDCG@10",
                        "recall@100",
                        "nDCG@10 over words");
        for (RetrievalResult.System system : result.systems()) {
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "%-20s %10.4f %12.4f   %+.4f +- %.4f%n",
                            system.name(),
                            system.ndcg10(),
                            system.recall100(),
                            system.overWords(),
                            system.standardError());
        }
    }
}
