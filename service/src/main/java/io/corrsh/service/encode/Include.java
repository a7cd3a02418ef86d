package io.corrsh.service.encode;

/** What a reply can say of a text beside its code. */
public enum Include {
    /** The smallest magnitude of its logits: how far the least certain bit is from the other value. */
    MARGIN,
    /** The bits that might as well have the other value. */
    UNSTABLE_BITS,
    /** The posterior mean of each bit. */
    LOGITS,
    /** The probability of each bit to be 1 at the posterior mean. */
    PROBABILITIES
}
