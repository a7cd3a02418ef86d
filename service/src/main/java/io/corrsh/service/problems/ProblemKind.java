package io.corrsh.service.problems;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** The kinds of problem that a reply can report. */
public enum ProblemKind {
    /** The request cannot be read: broken JSON or UTF-8. */
    MALFORMED(HttpStatus.BAD_REQUEST, "Malformed request"),
    /** The request is understood but a value breaks its rule. */
    VALIDATION(HttpStatus.BAD_REQUEST, "Invalid request"),
    /** The caller has to say who they are, with a key or a token. */
    UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "No valid key"),
    /** The caller's role does not allow this. */
    FORBIDDEN(HttpStatus.FORBIDDEN, "Not allowed"),
    /** There is no such document or path. */
    NOT_FOUND(HttpStatus.NOT_FOUND, "Not found"),
    /** The service does not have the model asked for. */
    MODEL_NOT_FOUND(HttpStatus.NOT_FOUND, "Model not found"),
    /** There is such a model already, or it must stay. */
    MODEL_CONFLICT(HttpStatus.CONFLICT, "Model conflict"),
    /** The bundle asked for cannot be loaded. */
    MODEL_UNUSABLE(HttpStatus.UNPROCESSABLE_CONTENT, "Unusable model"),
    /** There is no such collection or alias. */
    COLLECTION_NOT_FOUND(HttpStatus.NOT_FOUND, "Collection not found"),
    /** There is such a collection already, or it is in use, or it must stay. */
    COLLECTION_CONFLICT(HttpStatus.CONFLICT, "Collection conflict"),
    /** The collection is there but cannot be opened. */
    COLLECTION_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Collection unavailable"),
    /** The snapshot is damaged, or of a newer version, or of a model that is not there. */
    SNAPSHOT_UNUSABLE(HttpStatus.UNPROCESSABLE_CONTENT, "Unusable snapshot"),
    /** The cursor is of codes that another model has replaced. */
    STALE_CURSOR(HttpStatus.GONE, "Stale cursor"),
    /** The request's body came too slowly, or not at all. */
    REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "Request timed out"),
    /** The path does not take this method. */
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),
    /** The reply cannot be given in the media type asked for. */
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Not acceptable"),
    /** What is asked for is not there yet, or no more. */
    CONFLICT(HttpStatus.CONFLICT, "Conflict"),
    /** The stored document is not as the request wants it to be. */
    PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "Precondition failed"),
    /** The request's body has too many bytes. */
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Body too large"),
    /** The request's body has a media type or encoding that is not read here. */
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),
    /** The caller has to wait. */
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
    /** The service has more to do than it can; others wait already. */
    OVERLOADED(HttpStatus.TOO_MANY_REQUESTS, "Overloaded"),
    /** The service is about to stop. */
    STOPPING(HttpStatus.SERVICE_UNAVAILABLE, "Stopping"),
    /** The model is known but cannot be loaded at present. */
    MODEL_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Model unavailable"),
    /** A write could not be made durable; the index can still be searched. */
    INDEX_WRITE(HttpStatus.INSUFFICIENT_STORAGE, "The index cannot be written"),
    /** Memory or disk runs out, and writes are refused until there is room. */
    STORAGE_LIMIT(HttpStatus.INSUFFICIENT_STORAGE, "No room for writes"),
    /** The time that the caller gave, or the service gives, was over before the answer was there. */
    TIME_LIMIT(HttpStatus.GATEWAY_TIMEOUT, "Time limit"),
    /** The weights of the model would take more memory than the models may. */
    MODEL_MEMORY(HttpStatus.INSUFFICIENT_STORAGE, "Too little memory for the model"),
    /** The service failed. */
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error");

    private final HttpStatus status;
    private final String title;

    ProblemKind(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status of the reply. */
    public HttpStatus status() {
        return status;
    }

    String title() {
        return title;
    }

    /** The name for machines. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    URI type() {
        return URI.create("urn:corrsh:problem:" + label());
    }

    /** The kind that a status stands for where nothing more is known. */
    static ProblemKind of(HttpStatusCode status) {
        for (ProblemKind kind : values()) {
            if (kind.status.value() == status.value()) {
                return kind;
            }
        }
        return status.is4xxClientError() ? MALFORMED : INTERNAL;
    }
}
