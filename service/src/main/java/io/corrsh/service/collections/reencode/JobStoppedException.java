package io.corrsh.service.collections.reencode;

/** A job was asked to stop. */
final class JobStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    JobStoppedException() {
        super("stopped", null, false, false);
    }
}
