package io.corrsh.service.filter;

/** A filter cannot be read; the message says where and why. */
public final class FilterSyntaxException extends Exception {

    private static final long serialVersionUID = 1;

    FilterSyntaxException(int position, String message) {
        super("is wrong at position %d: %s".formatted(position, message));
    }

    FilterSyntaxException(String path, String message) {
        super(path.isEmpty() ? "is wrong: " + message : "is wrong at '%s': %s".formatted(path.substring(1), message));
    }
}
