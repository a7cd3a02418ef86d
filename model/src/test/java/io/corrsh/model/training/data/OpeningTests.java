package io.corrsh.model.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpeningTests {

    @Test
    void itIsTheFirstWordsOfATextOfMoreThanTwiceAsMany() {
        assertThat(Opening.of("one two three four five", 2)).isEqualTo("one two");
        assertThat(Opening.of("  one\n\ttwo  three four\nfive ", 2)).isEqualTo("one two");
    }

    @Test
    void aTextOfTwiceAsManyWordsHasNone() {
        assertThat(Opening.of("one two three four", 2)).isNull();
        assertThat(Opening.of("one two three four \n", 2)).isNull();
        assertThat(Opening.of("", 2)).isNull();
    }

    @Test
    void itHasNoTitle() {
        assertThat(Opening.of("A Title\n\nThe text goes on and on", 3)).isEqualTo("A Title The");
    }
}
