package io.corrsh.service.cli.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CopiesTests {

    private static final String TEXT = "one two three four five six seven eight nine ten ".repeat(12);

    @Test
    void copiesDifferAsTheirNamesSay() {
        String[] words = TEXT.split(" ");
        assertThat(Edit.DROP.copy(TEXT, "x", new Random(1)).split(" ").length)
                .isBetween(words.length / 2, words.length - 1);
        assertThat(Edit.INSERT.copy(TEXT, "x", new Random(1))).contains(" x ");
        assertThat(Edit.TRUNCATE.copy(TEXT, "x", new Random(1)).split(" ")).hasSize(84);
        assertThat(Edit.REORDER.copy(TEXT, "x", new Random(1)).split(" ")).containsExactlyInAnyOrder(words);
        assertThat(Edit.DROP.copy(TEXT, "x", new Random(2))).isEqualTo(Edit.DROP.copy(TEXT, "x", new Random(2)));
    }

    @Test
    void signaturesEstimateWhatTextsShare() {
        int[] one = Objects.requireNonNull(MinHash.of("a b c d e f g h i j k l m n o p q r s t u v w x y z"));
        assertThat(MinHash.equal(
                        one, Objects.requireNonNull(MinHash.of("A B c d e f g h i j k l m n o p q r s t u v w x y z"))))
                .isEqualTo(MinHash.VALUES);
        assertThat(MinHash.equal(one, Objects.requireNonNull(MinHash.of("not one word of this is in the other text"))))
                .isZero();
        assertThat(MinHash.of("four words are few")).isNull();
    }

    @Test
    void countsPairsUpToEachThreshold() {
        List<CopiesResult.Cut> cuts = CopiesResult.cuts(new long[] {6, 2}, new long[] {0, 8}, 10, new double[] {0, 1});
        assertThat(cuts.get(0).precision()).isEqualTo(1);
        assertThat(cuts.get(0).recall()).isEqualTo(0.6);
        assertThat(cuts.get(1).precision()).isEqualTo(0.5);
        assertThat(cuts.get(1).recall()).isEqualTo(0.8);
        assertThat(cuts.get(1).f1()).isCloseTo(0.615385, within(1e-6));
    }
}
