package io.corrsh.model.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LxmGeneratorTests {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 123, -124, Long.MIN_VALUE})
    void drawsWhatTheJdkDraws(long seed) {
        RandomGenerator jdk = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        LxmGenerator ours = new LxmGenerator(seed);
        for (int i = 0; i < 1000; i++) {
            assertThat(ours.nextLong()).isEqualTo(jdk.nextLong());
            assertThat(ours.nextInt(7 + i)).isEqualTo(jdk.nextInt(7 + i));
            assertThat(ours.nextFloat()).isEqualTo(jdk.nextFloat());
            assertThat(ours.nextGaussian()).isEqualTo(jdk.nextGaussian());
        }
    }

    @Test
    void goesOnFromAStateThatWasKept() {
        LxmGenerator first = new LxmGenerator(5);
        first.longs(17).sum();
        LxmGenerator second = new LxmGenerator(6);
        second.restore(first.state());
        assertThat(second.longs(100).toArray()).isEqualTo(first.longs(100).toArray());
    }

    @Test
    void refusesWhatIsNoState() {
        assertThatThrownBy(() -> new LxmGenerator(1).restore(new long[] {1, 2, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
