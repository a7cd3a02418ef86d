package io.corrsh.service.problems;

import java.util.List;

/** A request cannot be answered as asked; the message is for the one who sent it. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ProblemKind kind;
    private final transient List<Violation> violations;

    public ProblemException(ProblemKind kind, String detail) {
        this(kind, detail, List.of());
    }

    private ProblemException(ProblemKind kind, String detail, List<Violation> violations) {
        super(detail);
        this.kind = kind;
        this.violations = List.copyOf(violations);
    }

    /** A single value breaks its rule. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    /** Some values break their rules. */
    public static ProblemException invalid(List<Violation> violations) {
        Violation first = violations.getFirst();
        return new ProblemException(
                ProblemKind.VALIDATION, "'%s' %s".formatted(first.field(), first.message()), violations);
    }

    public ProblemKind kind() {
        return kind;
    }

    public List<Violation> violations() {
        return violations;
    }

    /** What is wrong, for people. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
