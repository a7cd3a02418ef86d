package io.corrsh.service.problems;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with JSON without a word of Java. */
public final class JsonErrors {

    private static final Pattern SOURCE_NOTE = Pattern.compile(" \\((for [A-Z][a-z]+ starting|start marker) at");

    /** Where the parser's limits come from. */
    private static final Pattern LIMIT_NOTE = Pattern.compile(", from `[A-Za-z.()]+`");

    private JsonErrors() {}

    /** The problem that JSON of a request has. */
    static ProblemException problem(JacksonException failure) {
        String field = field(failure.getPath());
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                ProblemException.invalid(
                        field,
                        unknown.getKnownPropertyIds() == null
                                ? "is not known"
                                : "is not known; known are "
                                        + unknown.getKnownPropertyIds().stream()
                                                .map(String::valueOf)
                                                .sorted()
                                                .toList());
            case InvalidFormatException invalid ->
                ProblemException.invalid(
                        name(field),
                        "must be %s, got '%s'".formatted(expected(invalid.getTargetType()), invalid.getValue()));
            case MismatchedInputException mismatch
            when !field.isEmpty() -> ProblemException.invalid(field, "must be " + expected(mismatch.getTargetType()));
            case MismatchedInputException mismatch ->
                new ProblemException(ProblemKind.MALFORMED, "The body must be a JSON object");
            default -> new ProblemException(ProblemKind.MALFORMED, "The body is not valid JSON: " + reason(failure));
        };
    }

    /** What the parser stumbled over, and where. */
    public static String reason(JacksonException failure) {
        String message = LIMIT_NOTE.matcher(failure.getOriginalMessage()).replaceAll("");
        Matcher note = SOURCE_NOTE.matcher(message);
        String plain = note.find() ? message.substring(0, note.start()) : message;
        TokenStreamLocation location = failure instanceof StreamReadException ? failure.getLocation() : null;
        return location == null || location.getLineNr() < 1
                ? plain
                : "%s (line %d, column %d)".formatted(plain, location.getLineNr(), location.getColumnNr());
    }

    private static String expected(Class<?> type) {
        if (type != null && type.isEnum()) {
            return "one of "
                    + List.of(type.getEnumConstants()).stream()
                            .map(Object::toString)
                            .toList();
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == Integer.class || type == int.class || type == Long.class) {
            return "a whole number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        return type != null && Iterable.class.isAssignableFrom(type) ? "a string or an array of strings" : "an object";
    }

    private static String name(String field) {
        return field.isEmpty() ? "body" : field;
    }

    private static String field(List<JacksonException.Reference> path) {
        StringBuilder name = new StringBuilder();
        for (JacksonException.Reference step : path) {
            if (step.getPropertyName() == null) {
                name.append('[').append(step.getIndex()).append(']');
            } else {
                name.append(name.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return name.toString();
    }
}
