package io.corrsh.model.bundle;

/** The precision that weights are stored in. */
public enum Precision {
    /** IEEE 754 half precision: every weight is rounded to 11 significant bits. */
    HALF("F16", Short.BYTES),
    /** IEEE 754 single precision: weights are stored as they are. */
    FLOAT("F32", Float.BYTES);

    private final String dtype;
    private final int bytes;

    Precision(String dtype, int bytes) {
        this.dtype = dtype;
        this.bytes = bytes;
    }

    String dtype() {
        return dtype;
    }

    int bytes() {
        return bytes;
    }
}
