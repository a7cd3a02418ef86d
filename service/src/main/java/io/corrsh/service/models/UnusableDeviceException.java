package io.corrsh.service.models;

/** The model cannot run on the device asked for. */
public final class UnusableDeviceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableDeviceException(String device, Exception cause) {
        super("The model cannot run with 'corrsh.device' %s: %s".formatted(device, cause.getMessage()), cause);
    }
}
