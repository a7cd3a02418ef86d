package io.corrsh.service.cli.model;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.corpus.CorpusDocument;
import io.corrsh.model.corpus.CorpusReader;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.model.energy.EnergyModel;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.text.Vectorizer;
import io.corrsh.service.cli.console.BrokenLines;
import io.corrsh.service.cli.console.CommandFailedException;
import io.corrsh.service.cli.console.Failures;
import io.corrsh.service.cli.console.Terminal;
import io.corrsh.service.cli.console.Version;
import io.corrsh.service.codes.CodeFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Writes the codes of texts. */
@Command(
        name = "encode",
        description = {
            "Write the codes of texts.",
            "Reads JSON lines {\"id\",\"text\"}, plain or gzip, and writes lines {\"id\",\"code\"}. A text without a known word has the code null. Lines that cannot be read are told on standard error."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class EncodeCommand implements Callable<Integer> {

    private static final int BATCH = 1024;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "hex",
            description = "how codes are written: ${COMPLETION-CANDIDATES}")
    private CodeFormat format = CodeFormat.HEX;

    @Option(
            names = "--free-energy",
            description =
                    "of an energy model: write each text's free energy, of all its words and of one; the lower, the more typical")
    private boolean freeEnergy;

    @Parameters(arity = "0..1", paramLabel = "FILE", defaultValue = "-", description = "the file, - for standard input")
    private Path file = Path.of("-");

    private final JsonMapper json = new JsonMapper();

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec);
        ModelBundle bundle = model.load();
        BrokenLines broken = new BrokenLines(isStandardInput() ? "standard input" : file.toString(), terminal.err());
        try (TextEncoder encoder = model.encoder(bundle);
                CorpusReader reader = open(broken)) {
            encode(reader, encoder, freeEnergy ? new FreeEnergies(bundle) : null, terminal.out());
        } catch (IOException e) {
            throw Failures.of(file, e);
        }
        terminal.out().flush();
        return broken.count() == 0 ? 0 : CommandFailedException.EXIT_CODE;
    }

    private CorpusReader open(BrokenLines broken) throws IOException {
        return isStandardInput() ? new CorpusReader(System.in, broken::add) : CorpusReader.open(file, broken::add);
    }

    private boolean isStandardInput() {
        return file.toString().equals("-");
    }

    private void encode(CorpusReader reader, TextEncoder encoder, @Nullable FreeEnergies energies, PrintWriter out)
            throws IOException {
        List<CorpusDocument> batch = new ArrayList<>(BATCH);
        for (CorpusDocument document = reader.next(); document != null; document = reader.next()) {
            batch.add(document);
            if (batch.size() == BATCH) {
                write(batch, encoder, energies, out);
                batch.clear();
            }
        }
        write(batch, encoder, energies, out);
    }

    private void write(
            List<CorpusDocument> batch, TextEncoder encoder, @Nullable FreeEnergies energies, PrintWriter out) {
        List<Encoding> encodings =
                encoder.encode(batch.stream().map(CorpusDocument::text).toList());
        for (int i = 0; i < batch.size(); i++) {
            long[] code = encodings.get(i).code();
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("id", batch.get(i).id());
            line.put("code", code == null ? null : format.write(code, encoder.bits()));
            if (energies != null) {
                energies.put(batch.get(i).text(), line);
            }
            out.println(json.writeValueAsString(line));
        }
    }

    /** The free energies of texts, null for one without a known word. */
    private static final class FreeEnergies {

        private final EnergyModel model;
        private final Vectorizer vectorizer;

        FreeEnergies(ModelBundle bundle) {
            try {
                this.model = EnergyModel.of(bundle);
            } catch (IllegalArgumentException e) {
                throw new CommandFailedException(Failures.reason(e), e);
            }
            this.vectorizer = bundle.vectorizer();
        }

        void put(String text, Map<String, @Nullable Object> line) {
            BagOfWords bag = vectorizer.vectorize(text);
            line.put("free_energy", bag.isEmpty() ? null : model.freeEnergy(bag));
            line.put("free_energy_per_word", bag.isEmpty() ? null : model.freeEnergyPerWord(bag));
        }
    }
}
