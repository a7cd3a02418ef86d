package io.corrsh.index;

/** Changes could not be made durable: a full disk, a closed index. The message names the cause. */
public final class IndexWriteException extends RuntimeException {

    public IndexWriteException(String message, Throwable cause) {
        super(message, cause);
    }
}
