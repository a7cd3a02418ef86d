package io.corrsh.service.security;

/** The service would be open to other machines without any key. */
public final class OpenServiceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    OpenServiceException(String address) {
        super("The service would listen on %s, and anyone who reaches it could do anything: it has no keys"
                .formatted(address));
    }
}
