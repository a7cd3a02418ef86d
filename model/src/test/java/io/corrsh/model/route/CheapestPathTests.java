package io.corrsh.model.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.encoder.FastEncoder;
import io.corrsh.model.encoder.TestModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The costs are given, not measured. */
class CheapestPathTests {

    private static final int SMALL = PathCosts.sizeClass(1);
    private static final int LARGE = PathCosts.sizeClass(256);
    private static final long WORK = 1_000_000;

    private final EncoderWeights weights = EncoderWeights.of(TestModel.tensors(1, 50, 8, 8, 16, 1));
    private final EncoderPath home = new EncoderPath(new FastEncoder(weights), weights);
    private final EncoderPath other = new EncoderPath(new FastEncoder(weights), weights);
    private final List<EncoderPath> paths = List.of(home, other);
    private final CheapestPath choice = new CheapestPath();

    @Test
    void triesAtOnceWhatWasNeverMeasured() {
        assertThat(choice.choose(paths, SMALL)).isSameAs(home);
        home.measured(SMALL, WORK, 1000);
        assertThat(choice.choose(paths, SMALL)).isSameAs(other);
    }

    @Test
    void choosesBySizeAndTriesTheOtherTheMoreSeldomTheMoreItCosts() {
        home.measured(SMALL, WORK, 1000);
        other.measured(SMALL, WORK, 3000);
        home.measured(LARGE, WORK, 1000);
        other.measured(LARGE, WORK, 500);
        Map<EncoderPath, Integer> small = choose(10_000, SMALL);
        Map<EncoderPath, Integer> large = choose(10_000, LARGE);
        assertThat(small.get(other)).as("trials").isEqualTo(10_000 / 100);
        assertThat(large.get(home)).as("trials").isEqualTo(10_000 / 64);
    }

    @Test
    void changesWhenTheCostsDo() {
        home.measured(LARGE, WORK, 1000);
        other.measured(LARGE, WORK, 2000);
        assertThat(choice.choose(paths, LARGE)).isSameAs(home);
        for (int i = 0; i < 100; i++) {
            home.measured(LARGE, WORK, 10_000);
        }
        assertThat(choice.choose(paths, LARGE)).isSameAs(other);
    }

    @Test
    void doesNotGoToAndFroBetweenEqualsWhoseMeasurementsAreNoisy() {
        Random random = new Random(1);
        home.measured(LARGE, WORK, 1000);
        other.measured(LARGE, WORK, 1000);
        EncoderPath last = choice.choose(paths, LARGE);
        int changes = 0;
        for (int i = 1; i <= 10_000; i++) {
            home.measured(LARGE, WORK, 960 + random.nextInt(81));
            other.measured(LARGE, WORK, 960 + random.nextInt(81));
            EncoderPath chosen = choice.choose(paths, LARGE);
            changes += chosen == last ? 0 : 1;
            last = chosen;
        }
        assertThat(changes).as("there and back for each trial").isLessThanOrEqualTo(2 * (10_000 / 64));
    }

    @Test
    void takesAnythingThatWorksInsteadOfWhatFails() {
        home.measured(LARGE, WORK, 1000);
        other.measured(LARGE, WORK, 100);
        assertThat(choice.choose(paths, LARGE)).isSameAs(other);
        for (int i = 0; i < EncoderPath.LAST_FAILURE; i++) {
            other.failed(new IllegalStateException("lost"));
        }
        assertThat(choose(1000, LARGE)).containsExactly(Map.entry(home, 1000));
    }

    private Map<EncoderPath, Integer> choose(int times, int sizeClass) {
        Map<EncoderPath, Integer> chosen = new HashMap<>();
        for (int i = 0; i < times; i++) {
            chosen.merge(choice.choose(paths, sizeClass), 1, Integer::sum);
        }
        return chosen;
    }
}
