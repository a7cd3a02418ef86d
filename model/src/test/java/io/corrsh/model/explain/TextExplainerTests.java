package io.corrsh.model.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.corrsh.model.bundle.DefaultModel;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.EncoderOptions;
import io.corrsh.model.encoder.ModelTextEncoder;
import io.corrsh.model.explain.BitShares.WordShare;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TextExplainerTests {

    private static final List<String> TEXTS = List.of(
            "The shuttle reached its orbit, and NASA sent the shuttle's crew their thanks",
            "goal",
            "The team lost the game in the last season, and the league was told of it by the court");

    private static ModelBundle bundle;
    private static TextExplainer explainer;

    @BeforeAll
    static void loadModel() throws IOException {
        bundle = DefaultModel.load();
        explainer = new TextExplainer(bundle);
    }

    @Test
    void leavesNothingOfALogitUnexplained() {
        try (ModelTextEncoder encoder = new ModelTextEncoder(bundle, EncoderOptions.DEFAULT)) {
            for (String text : TEXTS) {
                float[] logits = Objects.requireNonNull(encoder.encode(text).logits());
                List<BitShares> bits = explainer.explain(text);
                assertThat(bits).hasSameSizeAs(logits);
                for (BitShares bit : bits) {
                    assertThat(bit.logit())
                            .as("bit %d of '%s'", bit.bit(), text)
                            .isCloseTo(logits[bit.bit()], within(1e-5 + 1e-5 * Math.abs(logits[bit.bit()])));
                }
            }
        }
    }

    @Test
    void ordersWordsByWhatTheyAdd() {
        BitShares bit = new BitShares(3, 0.5, List.of("a", "b", "c", "d"), new double[] {1, -2, 3, 0});
        assertThat(bit.strongest(true, 5)).containsExactly(new WordShare("c", 3), new WordShare("a", 1));
        assertThat(bit.strongest(false, 5)).containsExactly(new WordShare("b", -2));
        assertThat(bit.strongest(true, 1)).containsExactly(new WordShare("c", 3));
        assertThat(bit.logit()).isEqualTo(2.5);
    }

    @Test
    void namesEachKnownWordOnce() {
        assertThat(explainer.explain(TEXTS.getFirst(), 5, 0))
                .extracting(BitShares::bit)
                .containsExactly(5, 0);
        assertThat(explainer.explain(TEXTS.getFirst(), 0).getFirst().words())
                .contains("shuttle", "orbit", "nasa")
                .doesNotHaveDuplicates();
    }

    @Test
    void hasNothingToSayOfATextWithoutAKnownWord() {
        assertThat(explainer.explain("zzzz qqqq")).isEmpty();
        assertThatThrownBy(() -> explainer.explain("goal", 64)).hasMessage("'bit' must be between 0 and 63, got 64");
    }
}
