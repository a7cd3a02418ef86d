package io.corrsh.service.codes;

import java.util.ArrayList;
import java.util.List;

/** The bits of a code that might as well have the other value: those whose probability is between 0.4 and 0.6. */
public final class UnstableBits {

    /** A logit of less than this magnitude leaves its bit a probability between 0.4 and 0.6. */
    private static final double MARGIN = Math.log(0.6 / 0.4);

    private UnstableBits() {}

    /** The numbers of the bits, ascending. */
    public static List<Integer> of(float[] logits) {
        List<Integer> bits = new ArrayList<>();
        for (int bit = 0; bit < logits.length; bit++) {
            if (Math.abs(logits[bit]) < MARGIN) {
                bits.add(bit);
            }
        }
        return bits;
    }
}
