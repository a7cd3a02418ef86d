package io.corrsh.model.training.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.corrsh.model.training.estimator.Concrete;
import io.corrsh.model.training.options.bound.DecoderLoss;
import io.corrsh.model.training.options.bound.FactorScale;
import io.corrsh.model.training.options.bound.Gradient;
import io.corrsh.model.training.options.bound.GradientOptions;
import io.corrsh.model.training.options.bound.Posterior;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingOptionsTests {

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 20, 264})
    void bitsMustBeAMultipleOfEight(int bits) {
        assertRefused(builder -> builder.bits(bits), "'bits' must be a multiple of 8 between 16 and 256, got " + bits);
    }

    @Test
    void aValueOutOfRangeIsNamedWithItsRule() {
        assertRefused(builder -> builder.epochs(0), "'epochs' must be between 1 and 100000, got 0");
        assertRefused(builder -> builder.batch(1), "'batch' must be between 2 and 16384, got 1");
        assertRefused(builder -> builder.dropout(1), "'dropout' must be at least 0 and below 1, got 1.0");
        assertRefused(builder -> builder.temperature(0), "'temperature' must be above 0 and at most 10, got 0.0");
        assertRefused(
                builder -> builder.learningRate(Double.NaN), "'learning rate' must be above 0 and at most 1, got NaN");
    }

    @Test
    void paperHoldsTheReferencesConstants() {
        TrainingOptions options = TrainingOptions.builder(Preset.PAPER).build();
        assertThat(options.contrast()).isNull();
        assertThat(options.batch()).isEqualTo(100);
        assertThat(options.epochs()).isEqualTo(100);
        assertThat(options.network()).isEqualTo(new NetworkOptions(500, 500, 0.2, 0, 10, FactorScale.INVERSE));
        assertThat(options.learningRate().at(0, 1)).isEqualTo(1e-3);
        assertThat(options.learningRate().at(9_999, 1)).isEqualTo(1e-3);
        assertThat(options.learningRate().at(10_000, 1)).isCloseTo(0.96e-3, within(1e-12));
        assertThat(options.bound().divergenceWeight(0)).isZero();
        assertThat(options.bound().divergenceWeight(99)).isCloseTo(0.099, within(1e-12));
        assertThat(options.bound().noise(0)).isEqualTo(1);
        assertThat(options.bound().noise(99)).isCloseTo(0.901, within(1e-12));
    }

    @Test
    void theRateRisesInTheWarmUpAndFallsAlongTheCosine() {
        LearningRate rate = new LearningRate(1e-2, 10, 1, 1, true);
        assertThat(rate.at(0, 100)).isCloseTo(1e-3, within(1e-6));
        assertThat(rate.at(50, 100)).isCloseTo(5e-3, within(1e-6));
        assertThat(rate.at(100, 100)).isCloseTo(0, within(1e-6));
    }

    @Test
    void theBundleSaysHowItWasTrained() {
        assertThat(TrainingOptions.builder(Preset.BEST).seed(9).build().toMap())
                .containsEntry("preset", "best")
                .containsEntry("seed", 9L)
                .hasEntrySatisfying(
                        "contrast",
                        contrast -> assertThat(contrast.toString())
                                .contains("neighbour_rounds=3", "soft_positives=100", "code_weight=5.0"));
    }

    @Test
    void theBundleSaysHowTheFactorsAreScaled() {
        TrainingOptions options = TrainingOptions.builder(Preset.PAPER)
                .rank(4)
                .factorScale(FactorScale.INVERSE_SQRT)
                .build();
        assertThat(options.network().factorScale().of(4)).isEqualTo(0.5);
        assertThat(options.toMap())
                .hasEntrySatisfying(
                        "network", network -> assertThat(network.toString()).contains("factor_scale=inverse-sqrt"));
    }

    @Test
    void theRelaxationFallsToItsLeast() {
        GradientOptions options = TrainingOptions.builder(Preset.PAPER)
                .gradient(GradientOptions.of(Gradient.CONCRETE, null, null, 0.1, null, null))
                .build()
                .bound()
                .gradient();
        assertThat(options.at(0)).isEqualTo(new Concrete(1));
        assertThat(options.at(1)).isEqualTo(new Concrete(Math.exp(-0.1)));
        assertThat(options.at(1000)).isEqualTo(new Concrete(0.5));
        assertRefused(
                builder -> builder.gradient(GradientOptions.of(Gradient.CONCRETE, 0.2, 0.5, null, null, null)),
                "'least relaxation' must be above 0 and at most 0.2, got 0.5");
    }

    @Test
    void whatDoesNotFitThePosteriorIsRefused() {
        assertRefused(
                builder -> builder.posterior(Posterior.BERNOULLI),
                "'rank' must be 0 unless the posterior is low-rank, got 10");
        assertRefused(builder -> builder.mixture(5), "'mixture' must be 0 unless the posterior is bernoulli, got 5");
        assertRefused(
                builder -> builder.rank(0).posterior(Posterior.GAUSSIAN),
                "'posterior' must be low-rank or bernoulli with a contrastive term, got gaussian");
        assertRefused(
                builder -> builder.posterior(Posterior.GAUSSIAN).gradient(GradientOptions.of(Gradient.ONE_FLIP)),
                "'gradient' must be left out for a gaussian posterior, which has no bits, got one-flip");
    }

    @Test
    void flipsNeedTheFullSoftmax() {
        assertRefused(
                builder -> builder.decoderLoss(DecoderLoss.NCE).gradient(GradientOptions.of(Gradient.ARG_MAX)),
                "'gradient' must be straight-through, concrete or reinforce unless the decoder's loss is softmax, got arg-max");
    }

    private static void assertRefused(UnaryOperator<TrainingOptionsBuilder> change, String message) {
        assertThatThrownBy(
                        () -> change.apply(TrainingOptions.builder(Preset.BEST)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
