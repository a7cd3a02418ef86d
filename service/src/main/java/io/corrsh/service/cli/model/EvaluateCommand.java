package io.corrsh.service.cli.model;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.corpus.Corpus;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.model.evaluation.CodeHealth;
import io.corrsh.model.evaluation.EvaluationResult;
import io.corrsh.model.evaluation.Evaluator;
import io.corrsh.model.evaluation.SimHash;
import io.corrsh.service.cli.console.BrokenLines;
import io.corrsh.service.cli.console.Failures;
import io.corrsh.service.cli.console.Terminal;
import io.corrsh.service.cli.console.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Measures a model. */
@Command(
        name = "evaluate",
        description = {
            "Measure a model on a labelled corpus.",
            "Documents of split test search those of train; one is relevant if it shares a label with the query."
                    + " Precision is expected over the order of ties.",
            "With --queries and --qrels: how well queries find what was judged relevant, by codes, by words and by both."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--corpus", paramLabel = "FILE", required = true, description = "JSON lines, plain or gzip")
    private Path corpus = Path.of("");

    @Option(
            names = "--k",
            paramLabel = "K",
            defaultValue = "100",
            description = "how many places count, 100 by default")
    private int k = 100;

    @Option(names = "--json", description = "print the result as one JSON object")
    private boolean json;

    @Option(
            names = "--resplit",
            description = "divide the documents 60/20/20 by the SHA-256 of their ids, as train --resplit does")
    private boolean resplit;

    @Option(
            names = "--baselines",
            description = "measure SimHash (random hyperplanes, as many bits) and the cosine of the same vectors too")
    private boolean baselines;

    @Option(
            names = "--copies",
            paramLabel = "N",
            description = "tell edited copies of the first N documents from all others, by codes and by MinHash")
    private @Nullable Integer copies;

    @Option(names = "--seed", defaultValue = "1", description = "of the copies, ${DEFAULT-VALUE} by default")
    private long seed = 1;

    @ArgGroup(exclusive = false, heading = "With queries and judgements:%n")
    private @Nullable RetrievalArguments retrieval;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec);
        if (retrieval != null) {
            return retrieval.run(model, corpus, terminal, json);
        }
        if (copies != null) {
            return new CopiesReport(copies, seed).run(model, corpus, terminal, json);
        }
        BrokenLines broken = new BrokenLines(corpus.toString(), terminal.err());
        ModelBundle bundle = model.load();
        EvaluationResult result;
        Baselines beside = null;
        try (TextEncoder encoder = model.encoder(bundle)) {
            Corpus whole = Corpus.read(corpus, broken::add);
            Evaluator evaluator = new Evaluator((resplit ? whole.resplit() : whole).documents(), k);
            result = evaluator.evaluate(encoder);
            if (baselines) {
                beside = Baselines.measure(evaluator, bundle);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw Failures.of(corpus, e);
        }
        if (json) {
            JsonMapper mapper = JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();
            ObjectNode report = mapper.valueToTree(result);
            if (beside != null) {
                report.set("baselines", mapper.valueToTree(beside));
            }
            terminal.out().println(mapper.writeValueAsString(report));
        } else {
            print(result, terminal.out());
            if (beside != null) {
                row(terminal.out(), "SimHash", share(beside.simhash()));
                row(terminal.out(), "cosine of tf-idf", share(beside.cosine()));
            }
        }
        terminal.out().flush();
        return 0;
    }

    /** The precision of what needs no training. */
    private record Baselines(double simhash, double cosine) {

        private static final long SEED = 1;

        static Baselines measure(Evaluator evaluator, ModelBundle bundle) {
            try (TextEncoder simhash =
                    new SimHash(bundle.vectorizer(), bundle.description().bits(), SEED)) {
                return new Baselines(evaluator.evaluate(simhash).precision(), evaluator.cosine(bundle.vectorizer()));
            }
        }
    }

    private static void print(EvaluationResult result, PrintWriter out) {
        row(out, "model", result.model());
        row(out, "bits", result.bits());
        row(
                out,
                "database",
                "%d documents, %d without a code".formatted(result.database(), result.databaseWithoutCode()));
        row(out, "queries", "%d documents, %d without a code".formatted(result.queries(), result.queriesWithoutCode()));
        row(out, "precision@" + result.k(), share(result.precision()));
        row(out, "  by the query's logits", share(result.precisionReranked()));
        row(out, "  ties against us", share(result.precisionLowerBound()));
        CodeHealth health = result.codeHealth();
        row(
                out,
                "distinct codes",
                "%d, the largest bucket holds %d".formatted(health.distinctCodes(), health.largestBucket()));
        row(
                out,
                "effective bits",
                String.format(
                        Locale.ROOT, "%.1f of %d, %d dead", health.effectiveBits(), result.bits(), health.deadBits()));
        row(out, "balance, entropy", share(health.balance()) + ", " + share(health.meanEntropy()));
        row(
                out,
                "correlation of bits",
                "%s, at most %s".formatted(share(health.meanCorrelation()), share(health.maximumCorrelation())));
    }

    private static void row(PrintWriter out, String name, Object value) {
        out.printf("%-24s %s%n", name, value);
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
