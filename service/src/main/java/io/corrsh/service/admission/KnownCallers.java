package io.corrsh.service.admission;

import io.corrsh.service.admission.rates.Recent;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who calls: a key's or token's name, else an address. Before the guard has looked at a request, whoever sent the same credentials
 * lately is taken for the caller, which is good enough to send it away, and never lets anyone in. Keeps hashes of credentials only.
 */
@Component
final class KnownCallers {

    /** Stands for the address of whoever sends credentials that name nobody here. */
    private static final String ADDRESS = "";

    private final Recent<String> names = new Recent<>();

    /** The caller of a request that the guard has seen. */
    String name(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        String credentials = credentials(request);
        if (credentials != null) {
            names.put(hash(credentials), principal == null ? ADDRESS : principal.getName());
        }
        return principal == null ? request.getRemoteAddr() : principal.getName();
    }

    /** The caller of a request that the guard has not seen yet; null if it must see it to know. */
    @Nullable
    String guess(HttpServletRequest request) {
        String credentials = credentials(request);
        String name = credentials == null ? ADDRESS : names.get(hash(credentials));
        return ADDRESS.equals(name) ? request.getRemoteAddr() : name;
    }

    private static @Nullable String credentials(HttpServletRequest request) {
        String key = request.getHeader("X-Api-Key");
        String authorization = request.getHeader("Authorization");
        return key == null && authorization == null ? null : key + '\n' + authorization;
    }

    private static String hash(String credentials) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(credentials.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
