package io.corrsh.service.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** The media types that Spring has no name for. */
public final class MediaTypes {

    /** JSON lines. */
    public static final String JSON_LINES = "application/x-ndjson";

    /** One file of several. */
    public static final String ZIP = "application/zip";

    private static final MediaType JSON_LINES_TYPE = MediaType.parseMediaType(JSON_LINES);
    private static final MediaType ZIP_TYPE = MediaType.parseMediaType(ZIP);

    private MediaTypes() {}

    /** Whether a body of this type is JSON lines. */
    public static boolean isJsonLines(@Nullable String contentType) {
        return is(JSON_LINES_TYPE, contentType);
    }

    /** Whether a body of this type may be as large as a bulk load. */
    static boolean isBulk(@Nullable String contentType) {
        return is(JSON_LINES_TYPE, contentType) || is(ZIP_TYPE, contentType);
    }

    private static boolean is(MediaType type, @Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        try {
            return type.isCompatibleWith(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
