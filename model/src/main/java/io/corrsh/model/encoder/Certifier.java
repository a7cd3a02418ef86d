package io.corrsh.model.encoder;

import io.corrsh.model.text.BagOfWords;
import java.util.concurrent.atomic.LongAdder;

/** Makes codes of approximate logits: a bit counts only beyond its error bound, any other is the reference's. */
final class Certifier {

    private final ReferenceEncoder reference;
    private final ErrorBound bound;
    private final int bits;
    private final LongAdder recomputedBits = new LongAdder();
    private final LongAdder recomputedDocuments = new LongAdder();

    Certifier(EncoderWeights weights) {
        this.reference = new ReferenceEncoder(weights);
        this.bound = new ErrorBound(weights);
        this.bits = weights.bits();
    }

    ReferenceEncoder reference() {
        return reference;
    }

    ErrorBound bound() {
        return bound;
    }

    /**
     * The certain encoding of a bag.
     *
     * @param logits the approximate logits; kept
     * @param e2 the error bound of the second layer
     * @param h2 the norm of the second layer
     * @param roundings how many roundings a term of the last layer goes through at most
     */
    Encoding certify(BagOfWords bag, float[] logits, double e2, double h2, int roundings) {
        long[] code = new long[(bits + 63) >>> 6];
        int uncertain = 0;
        for (int i = 0; i < bits; i++) {
            // Written so that a logit or a bound which is not a number is uncertain.
            boolean certain = Math.abs(logits[i]) > bound.logit(i, e2, h2, roundings);
            if (!certain) {
                uncertain++;
            } else if (logits[i] > 0) {
                code[i >>> 6] |= Long.MIN_VALUE >>> i;
            }
        }
        if (uncertain == 0) {
            return new Encoding(code, logits, bag.tokens(), bag.unknown());
        }
        recomputedBits.add(uncertain);
        recomputedDocuments.increment();
        return reference.encode(bag);
    }

    BagEncoder.Recomputed recomputed() {
        return new BagEncoder.Recomputed(recomputedBits.sum(), recomputedDocuments.sum());
    }
}
