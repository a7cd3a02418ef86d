package io.corrsh.service.documents.store;

import io.corrsh.index.HammingIndex;
import io.corrsh.service.storage.passages.PassageTable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The version of a document: the same for the same bytes, so that whoever sends a write again meets what it wrote. */
public final class Version {

    private static final int BYTES = 8;

    private Version() {}

    /** The first 64 bits of the SHA-256 of what was sent. */
    public static String of(byte[] source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The version of the document with an id; {@code null} if there is none. */
    static @Nullable String at(HammingIndex index, String id) {
        return index.get(id)
                .map(document -> of(PassageTable.json(document.source())))
                .orElse(null);
    }

    /** As a header. */
    public static String tag(String version) {
        return "\"%s\"".formatted(version);
    }
}
