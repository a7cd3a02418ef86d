package io.corrsh.model.training.codes;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.model.training.places.Embedding;
import io.corrsh.model.training.places.Places;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetCodesTests {

    private static final int WIDTH = 64;

    private static final int SUBJECTS = 10;
    private static final int DOCUMENTS = 300;

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 128, 256})
    void codesOfOneSubjectAreNearerThanThoseOfOthers(int bits) {
        TargetCodes codes = TargetCodes.of(new Places(embedding(), new float[0]), bits);
        float[][] found = new float[DOCUMENTS][bits];
        for (int document = 0; document < DOCUMENTS; document++) {
            codes.copy(document, found[document], 0);
            for (float bit : found[document]) {
                assertThat(Math.abs(bit)).isEqualTo(1);
            }
        }
        double same = 0;
        double other = 0;
        for (int a = 0; a < DOCUMENTS; a++) {
            for (int b = 0; b < a; b++) {
                if (a % SUBJECTS == b % SUBJECTS) {
                    same += distance(found[a], found[b]) / (DOCUMENTS * (DOCUMENTS / SUBJECTS - 1) / 2.0);
                } else {
                    other += distance(found[a], found[b]) / (DOCUMENTS * (DOCUMENTS - DOCUMENTS / SUBJECTS) / 2.0);
                }
            }
        }
        assertThat(same).isLessThan(0.15 * bits);
        assertThat(other).isGreaterThan(2.5 * same);
    }

    @Test
    void theLinearCodeOfAWordIsThatOfItsPlace() {
        Embedding embedding = embedding();
        float[] words = new float[3 * WIDTH];
        System.arraycopy(embedding.row(17), 0, words, WIDTH, WIDTH);
        TargetCodes codes = TargetCodes.of(new Places(embedding, words), 32);
        float[][] linear = codes.linear(9);
        float[] code = new float[32];
        codes.copy(17, code, 0);
        assertThat(linear[0]).containsOnly(0);
        double squares = 0;
        for (int bit = 0; bit < 32; bit++) {
            assertThat(Math.signum(linear[1][bit])).isEqualTo(code[bit]);
            squares += 81 * linear[1][bit] * linear[1][bit];
        }
        // A document of norm 9 gets logits neither near to chance nor beyond learning.
        assertThat(Math.sqrt(squares / 32)).isBetween(0.7, 1.3);
    }

    @Test
    void placesOfNothingGiveSomeCode() {
        Places nowhere = new Places(Embedding.normalised(new float[3][WIDTH]), new float[WIDTH]);
        TargetCodes codes = TargetCodes.of(nowhere, 16);
        float[] code = new float[16];
        codes.copy(2, code, 0);
        assertThat(code).containsOnly(-1);
        assertThat(codes.linear(9)[0]).containsOnly(0);
    }

    /** Places about as many axes as there are subjects. */
    private static Embedding embedding() {
        Random random = new Random(8);
        float[][] rows = new float[DOCUMENTS][WIDTH];
        for (int document = 0; document < DOCUMENTS; document++) {
            for (int i = 0; i < WIDTH; i++) {
                rows[document][i] = (float) (0.02 * random.nextGaussian());
            }
            rows[document][document % SUBJECTS] += 1;
        }
        return Embedding.normalised(rows);
    }

    private static double distance(float[] a, float[] b) {
        int distance = 0;
        for (int i = 0; i < a.length; i++) {
            distance += a[i] == b[i] ? 0 : 1;
        }
        return distance;
    }
}
