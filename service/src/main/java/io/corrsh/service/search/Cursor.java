package io.corrsh.service.search;

import io.corrsh.index.SearchAfter;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in the hits of a search, as clients hand it back: the last hit, and a fingerprint of what was asked. The service
 * keeps nothing of it.
 */
final class Cursor {

    private static final byte VERSION = 2;
    private static final int FINGERPRINT = 8;

    private Cursor() {}

    /** The place as a word that can stand in URLs. */
    static String write(SearchAfter place, SearchRequest request, String model) {
        byte[] id = place.id().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(1 + 2 * FINGERPRINT + Short.BYTES + Double.BYTES + id.length)
                .put(VERSION)
                .put(fingerprint(model))
                .put(fingerprint(request))
                .putShort((short) place.distance())
                .putDouble(place.weightedDistance())
                .put(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * The place that a word stands for.
     *
     * @throws IllegalArgumentException if it stands for none, or for one in the hits of another search
     * @throws ProblemException if it stands for one among codes of another model
     */
    static SearchAfter read(String cursor, SearchRequest request, String model) {
        ByteBuffer bytes;
        byte[] space = new byte[FINGERPRINT];
        byte[] fingerprint = new byte[FINGERPRINT];
        SearchAfter place;
        try {
            bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.get() != VERSION) {
                throw new IllegalArgumentException("another version");
            }
            bytes.get(space);
            bytes.get(fingerprint);
            int distance = bytes.getShort();
            double weighted = bytes.getDouble();
            place = new SearchAfter(
                    distance, weighted, StandardCharsets.UTF_8.decode(bytes).toString());
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new IllegalArgumentException("must be the 'next_cursor' of a reply", e);
        }
        if (!Arrays.equals(space, fingerprint(model))) {
            throw new ProblemException(
                    ProblemKind.STALE_CURSOR,
                    "The 'cursor' is of codes of another model than '%s', which makes them now: search anew without it"
                            .formatted(model));
        }
        if (!Arrays.equals(fingerprint, fingerprint(request))) {
            throw new IllegalArgumentException(
                    "is of another search: what is searched for, 'max_distance' and 'filter' must be as they were");
        }
        return place;
    }

    private static byte[] fingerprint(SearchRequest request) {
        return fingerprint(request.q(), request.code(), request.id(), request.maxDistance(), request.filter());
    }

    private static byte[] fingerprint(@Nullable Object... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object part : parts) {
                byte[] bytes = Objects.toString(part, "").getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES + 1)
                        .put((byte) (part == null ? 0 : 1))
                        .putInt(bytes.length)
                        .array());
                digest.update(bytes);
            }
            return Arrays.copyOf(digest.digest(), FINGERPRINT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
