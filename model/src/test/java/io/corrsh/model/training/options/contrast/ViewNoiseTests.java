package io.corrsh.model.training.options.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ViewNoiseTests {

    @Test
    void fallsFromOneToTheLeastOverItsShareOfTheSteps() {
        ViewNoise noise = new ViewNoise(0.2, 0.5);

        assertThat(noise.at(0, 1000)).isEqualTo(1);
        assertThat(noise.at(250, 1000)).isEqualTo(0.6);
        assertThat(noise.at(500, 1000)).isEqualTo(0.2);
        assertThat(noise.at(999, 1000)).isEqualTo(0.2);
    }

    @Test
    void beginsAtTheLeastWithoutAFall() {
        assertThat(new ViewNoise(1, 0).at(0, 1000)).isEqualTo(1);
        assertThat(new ViewNoise(0, 0).at(0, 1000)).isZero();
    }

    @Test
    void namesTheValueThatBreaksTheRule() {
        assertThatThrownBy(() -> new ViewNoise(1.5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("least view noise")
                .hasMessageContaining("1.5");
    }
}
