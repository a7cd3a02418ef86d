package io.corrsh.service.security.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is kept: its SHA-256, never the key itself. A key holds 256 random bits, so a plain hash can't be
 * reversed by guessing and no salt or slow hash is needed.
 *
 * @param name whose key it is, for logs and people
 * @param role what its holder may do
 * @param sha256 the hash of the key's characters, in hexadecimal digits
 * @param expires when it ends to be valid; {@code null} for never
 */
public record ApiKey(
        String name, Role role, String sha256, @Nullable Instant expires) {

    private static final String PREFIX = "corrsh_";
    private static final int SECRET_BYTES = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public ApiKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'name' must be 1 to 64 letters, digits, dots, dashes or underscores, got '%s'".formatted(name));
        }
        if (!HASH.matcher(sha256).matches()) {
            // The value is not told: it may be a key that was pasted by mistake.
            throw new IllegalArgumentException("the hash must be 64 lower-case hexadecimal digits");
        }
    }

    /** A new key: what its holder gets, and what is kept of it. */
    public record Issued(String secret, ApiKey key) {

        /** Only what may be logged. */
        @Override
        public String toString() {
            return "Issued[" + key.name() + "]";
        }
    }

    /** Makes a key of 256 random bits. */
    public static Issued issue(String name, Role role, @Nullable Instant expires) {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new Issued(secret, new ApiKey(name, role, HexFormat.of().formatHex(hash(secret)), expires));
    }

    /** Whether a bearer token looks like one of our keys, and not like a token of an identity provider. */
    public static boolean isOurs(String token) {
        return token.startsWith(PREFIX);
    }

    /** Whether the hash is this key's; takes the same time wherever they differ. */
    boolean matches(byte[] presented) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(sha256), presented);
    }

    boolean isValidAt(Instant now) {
        return expires == null || now.isBefore(expires);
    }

    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
