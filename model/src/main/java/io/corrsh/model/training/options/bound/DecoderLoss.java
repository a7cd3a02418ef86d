package io.corrsh.model.training.options.bound;

import java.util.Locale;

/** What the decoder learns from; validation measures the full softmax whatever it was. */
public enum DecoderLoss {
    /** -log of the softmax over the whole vocabulary. */
    SOFTMAX,
    /** Noise-contrastive estimation. */
    NCE,
    /** Negative sampling. */
    NEGATIVE_SAMPLING;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
