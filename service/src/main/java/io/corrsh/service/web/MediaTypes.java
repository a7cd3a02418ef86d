package io.corrsh.service.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** The media types that Spring has no name for. */
public final class MediaTypes {

    /** JSON lines. */
    public static final String JSON_LINES = "application/x-ndjson";

    private static final MediaType JSON_LINES_TYPE = MediaType.parseMediaType(JSON_LINES);

    private MediaTypes() {}

    /** Whether a body of this type is JSON lines. */
    public static boolean isJsonLines(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        try {
            return JSON_LINES_TYPE.isCompatibleWith(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
