package io.corrsh.service.documents;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The version of a document: the same for the same bytes, so that whoever sends a write again meets what it wrote. */
final class Version {

    private static final int BYTES = 8;

    private Version() {}

    /** The first 64 bits of the SHA-256 of what was sent. */
    static String of(byte[] source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** As a header. */
    static String tag(String version) {
        return "\"%s\"".formatted(version);
    }
}
