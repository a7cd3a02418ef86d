package io.corrsh.service.cli.console;

/** A command cannot do what it should; the message is all that its user needs. */
public final class CommandFailedException extends RuntimeException {

    /** The exit code of a command that failed. */
    public static final int EXIT_CODE = 1;

    private static final long serialVersionUID = 1;

    public CommandFailedException(String message) {
        super(message);
    }

    public CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
