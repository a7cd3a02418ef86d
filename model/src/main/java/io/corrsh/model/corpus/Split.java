package io.corrsh.model.corpus;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of a corpus that a document belongs to. */
public enum Split {
    TRAIN,
    VALIDATION,
    TEST;

    private static final int PARTS = 5;

    /** The name in a corpus file, such as {@code train}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The split of a document in a random division 60/20/20, as much of the literature uses: the SHA-256 of the identifier in
     * UTF-8, as a big-endian number, modulo 5 gives test (0), validation (1) or train.
     */
    public static Split ofHash(String id) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
        int sum = 0; // 256 is 1 modulo 5, so the number is congruent to the sum of its bytes
        for (byte b : sha256.digest(id.getBytes(StandardCharsets.UTF_8))) {
            sum += b & 0xFF;
        }
        return switch (sum % PARTS) {
            case 0 -> TEST;
            case 1 -> VALIDATION;
            default -> TRAIN;
        };
    }

    /** The split of a name, or {@code null} if there is none. */
    static @Nullable Split of(Object name) {
        for (Split split : values()) {
            if (split.label().equals(name)) {
                return split;
            }
        }
        return null;
    }
}
