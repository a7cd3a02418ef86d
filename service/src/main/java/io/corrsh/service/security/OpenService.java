package io.corrsh.service.security;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Refuses to show a service without keys to other machines. */
final class OpenService {

    private OpenService() {}

    /**
     * Checks the address that the service listens on.
     *
     * @param address the address; {@code null} for all
     * @param allowed whether the operator has allowed it
     * @throws OpenServiceException if others could reach it
     */
    static void check(@Nullable InetAddress address, boolean allowed) {
        boolean local = address != null && address.isLoopbackAddress();
        if (!local && !allowed) {
            throw new OpenServiceException(address == null ? "all addresses" : address.getHostAddress());
        }
    }
}
