package io.corrsh.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.model.bundle.DefaultModel;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.corpus.Corpus;
import io.corrsh.model.corpus.CorpusDocument;
import io.corrsh.model.corpus.SharedData;
import io.corrsh.model.corpus.Split;
import io.corrsh.model.encoder.EncoderOptions;
import io.corrsh.model.encoder.EncoderOptions.CpuEngine;
import io.corrsh.model.encoder.EncoderOptions.DeviceChoice;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.ModelTextEncoder;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model that ships: what people have stored with it must stay comparable. */
class DefaultModelTests {

    private static final Map<String, String> GOLDEN = Map.of(
            "The shuttle reached its orbit and the astronauts released a satellite", "64afcc02b2558a60",
            "The goalkeeper saved two penalties and the team won the cup", "28bd962730db3665",
            "Whisk the eggs with sugar, add the flour and bake for an hour", "01322cf303a02ea1",
            "The committee passed the bill on health insurance", "3751c1a8423d64dd");

    @Test
    void isTheOneOfItsCard() throws Exception {
        ModelBundle bundle = DefaultModel.load();

        try (InputStream card = Objects.requireNonNull(
                DefaultModel.class.getResourceAsStream("/io/corrsh/model/default/MODEL_CARD.md"))) {
            assertThat(new String(card.readAllBytes(), StandardCharsets.UTF_8)).contains(bundle.identity());
        }
        assertThat(bundle.description().bits()).isEqualTo(64);
        assertThat(bundle.vocabulary().size()).isGreaterThanOrEqualTo(20_000);
        assertThat(bundle.description().data()).as("attribution").hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource(CpuEngine.class)
    void makesTheGoldenCodes(CpuEngine engine) throws Exception {
        try (ModelTextEncoder encoder =
                new ModelTextEncoder(DefaultModel.load(), new EncoderOptions(DeviceChoice.CPU, engine, 1, 256))) {
            List<String> texts = List.copyOf(GOLDEN.keySet());
            List<Encoding> together = encoder.encode(texts);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(hex(together.get(i))).as(texts.get(i)).isEqualTo(GOLDEN.get(texts.get(i)));
                assertThat(hex(encoder.encode(texts.get(i)))).as(texts.get(i)).isEqualTo(GOLDEN.get(texts.get(i)));
            }
        }
    }

    @Test
    void findsTheTopicOfTextItWasNeverTrainedOn() throws Exception {
        Corpus corpus = Corpus.read(SharedData.file("20newsgroups.jsonl.gz"), (line, reason) -> {});
        List<CorpusDocument> documents = new ArrayList<>(corpus.split(Split.TRAIN));
        for (int i = 0; i < corpus.split(Split.TEST).size(); i += 10) {
            documents.add(corpus.split(Split.TEST).get(i));
        }

        try (ModelTextEncoder encoder = new ModelTextEncoder(
                DefaultModel.load(), new EncoderOptions(DeviceChoice.CPU, CpuEngine.JAVA, 2, 256))) {
            EvaluationResult result = new Evaluator(documents, 100).evaluate(encoder);

            assertThat(result.precision()).isBetween(0.40, 0.45);
            assertThat(result.codeHealth().distinctRatio()).isGreaterThan(0.9);
        }
    }

    private static String hex(Encoding encoding) {
        return "%016x".formatted(Objects.requireNonNull(encoding.code())[0]);
    }
}
