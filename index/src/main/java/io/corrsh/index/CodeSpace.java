package io.corrsh.index;

import java.util.Objects;

/**
 * Which codes an index holds: those of one model, all of one length.
 *
 * @param model the identity of the model that makes the codes; codes of two models cannot be compared
 * @param bits the length of a code, a multiple of 8 between 16 and 1024; up to 256 are compared at full speed
 */
public record CodeSpace(String model, int bits) {

    private static final int MAX_BITS = 1024;

    public CodeSpace {
        Objects.requireNonNull(model, "'model' must not be null");
        if (bits < 16 || bits > MAX_BITS || bits % 8 != 0) {
            throw new IllegalArgumentException(
                    "'bits' must be a multiple of 8 between 16 and %d, got %d".formatted(MAX_BITS, bits));
        }
    }

    /** The number of 64-bit words of a code. */
    public int words() {
        return (bits + 63) / 64;
    }
}
