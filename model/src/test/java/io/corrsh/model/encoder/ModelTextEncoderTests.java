package io.corrsh.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.EncoderOptions.CpuEngine;
import io.corrsh.model.encoder.EncoderOptions.DeviceChoice;
import io.corrsh.model.torch.TorchEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelTextEncoderTests {

    private static final int WORDS = 400;

    @TempDir
    static Path temporary;

    private static ModelBundle bundle;

    @BeforeAll
    static void writeModel() throws IOException {
        bundle = TestModel.bundle(temporary.resolve("model"), WORDS);
    }

    @ParameterizedTest
    @EnumSource(CpuEngine.class)
    void givesTheSameCodeAloneAndInAnyBatch(CpuEngine engine) {
        List<String> texts = texts(700);
        try (ModelTextEncoder encoder =
                new ModelTextEncoder(bundle, new EncoderOptions(DeviceChoice.CPU, engine, 3, 64))) {
            List<Encoding> together = encoder.encode(texts);
            assertThat(together).hasSize(texts.size());
            for (int i = 0; i < texts.size(); i++) {
                Encoding alone = encoder.encode(texts.get(i));
                assertThat(together.get(i).code()).as("text %d", i).isEqualTo(alone.code());
                assertThat(together.get(i).tokens()).isEqualTo(alone.tokens());
            }
            List<Encoding> some = encoder.encode(texts.subList(10, 23));
            for (int i = 0; i < some.size(); i++) {
                assertThat(some.get(i).code()).isEqualTo(together.get(10 + i).code());
            }
            assertThat(encoder.encode(List.of())).isEmpty();
        }
    }

    @Test
    void hasNoCodeWithoutAKnownWord() {
        try (ModelTextEncoder encoder = encoder()) {
            for (String text : List.of("", " \n ", "unheard of", "12 345", "\uD800")) {
                assertThat(encoder.encode(text).code()).as(text).isNull();
                assertThat(encoder.encode(List.of(text, "word1")).getFirst().code())
                        .as(text)
                        .isNull();
            }
            Encoding unknown = encoder.encode("word3 unheard word3");
            assertThat(unknown.code()).isNotNull();
            assertThat(unknown.tokens()).isEqualTo(3);
            assertThat(unknown.unknown()).isEqualTo(1);
        }
    }

    @Test
    void encodesTenMegabytes() {
        String text = "word1 word2 unheard ".repeat(500_000);
        try (ModelTextEncoder encoder = encoder()) {
            Encoding encoding = encoder.encode(text);
            assertThat(encoding.tokens()).isEqualTo(1_500_000);
            assertThat(encoding.code()).isEqualTo(encoder.encode("word2 word1").code());
            assertThat(encoder.encode("x".repeat(10_000_000)).code()).isNull();
        }
    }

    @Test
    void tellsWhatItIs() {
        try (ModelTextEncoder encoder = encoder()) {
            assertThat(encoder.model()).isEqualTo(bundle.identity()).startsWith("test@");
            assertThat(encoder.bits()).isEqualTo(64);
            assertThat(encoder.device()).isEqualTo("cpu (java)");
        }
    }

    @Test
    void isOfNoUseOnceClosed() {
        ModelTextEncoder encoder = encoder();
        encoder.close();
        encoder.close();
        assertThatThrownBy(() -> encoder.encode(texts(100))).hasMessage("The encoder is closed");
    }

    @Test
    void saysThatThereIsNoGpu() {
        Assumptions.assumeFalse(TorchEngine.hasGpu(), "this machine has a GPU");
        EncoderOptions options = EncoderOptions.DEFAULT.with(DeviceChoice.GPU);
        assertThatThrownBy(() -> new ModelTextEncoder(bundle, options))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("There is no GPU");
        try (ModelTextEncoder encoder = new ModelTextEncoder(bundle, EncoderOptions.DEFAULT)) {
            assertThat(encoder.device()).isEqualTo("cpu (java)");
        }
    }

    private static ModelTextEncoder encoder() {
        return new ModelTextEncoder(bundle, new EncoderOptions(DeviceChoice.CPU, CpuEngine.JAVA, 2, 256));
    }

    private static List<String> texts(int count) {
        Random random = new Random(11);
        List<String> texts = new ArrayList<>(Arrays.asList("", "unheard of", "word7"));
        while (texts.size() < count) {
            texts.add(random.ints(1 + random.nextInt(60), 0, WORDS + 50)
                    .mapToObj(i -> "word" + i)
                    .collect(Collectors.joining(" ")));
        }
        return texts;
    }
}
