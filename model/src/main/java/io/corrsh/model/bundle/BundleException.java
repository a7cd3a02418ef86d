package io.corrsh.model.bundle;

import java.io.IOException;

/** A model bundle, or a file of one, is not what it must be. */
public final class BundleException extends IOException {

    private static final long serialVersionUID = 1;

    BundleException(String message) {
        super(message);
    }

    BundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
