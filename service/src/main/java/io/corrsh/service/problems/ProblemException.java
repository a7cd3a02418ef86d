package io.corrsh.service.problems;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A request cannot be answered as asked; the message is for the one who sent it. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ProblemKind kind;
    private final transient List<Violation> violations;
    private final @Nullable Duration retryAfter;

    public ProblemException(ProblemKind kind, String detail) {
        this(kind, detail, List.of(), null);
    }

    /**
     * A problem that passes.
     *
     * @param retryAfter after what time it is worth to ask again
     */
    public ProblemException(ProblemKind kind, String detail, Duration retryAfter) {
        this(kind, detail, List.of(), retryAfter);
    }

    private ProblemException(
            ProblemKind kind, String detail, List<Violation> violations, @Nullable Duration retryAfter) {
        // What passes by itself is many when it comes, and where it was found says nothing: no stack trace.
        super(detail, null, false, retryAfter == null);
        this.kind = kind;
        this.violations = List.copyOf(violations);
        this.retryAfter = retryAfter;
    }

    /** A single value breaks its rule. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    /** Some values break their rules. */
    public static ProblemException invalid(List<Violation> violations) {
        Violation first = violations.getFirst();
        return new ProblemException(
                ProblemKind.VALIDATION, "'%s' %s".formatted(first.field(), first.message()), violations, null);
    }

    public ProblemKind kind() {
        return kind;
    }

    public List<Violation> violations() {
        return violations;
    }

    /** After what time it is worth to ask again; null if no time helps. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    /** What the reply's headers say of it: whole seconds to wait, at least one. */
    HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        if (retryAfter != null) {
            long seconds = retryAfter.plusMillis(999).toSeconds();
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, seconds)));
        }
        return headers;
    }

    /** What is wrong, for people. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
