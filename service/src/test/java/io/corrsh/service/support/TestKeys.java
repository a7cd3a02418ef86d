package io.corrsh.service.support;

import io.corrsh.service.security.keys.ApiKey;
import io.corrsh.service.security.keys.ApiKeyFile;
import io.corrsh.service.security.keys.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** A key of each role, and one that has expired. */
public final class TestKeys {

    private static final Map<Role, ApiKey.Issued> ISSUED = new EnumMap<>(Role.class);
    private static final ApiKey.Issued EXPIRED =
            ApiKey.issue("old", Role.ADMIN, Instant.now().minusSeconds(1));

    static {
        for (Role role : Role.values()) {
            ISSUED.put(role, ApiKey.issue(role.label(), role, null));
        }
    }

    private TestKeys() {}

    static void write(Path file) throws IOException {
        for (ApiKey.Issued issued : ISSUED.values()) {
            ApiKeyFile.add(file, issued.key());
        }
        ApiKeyFile.add(file, EXPIRED.key());
    }

    /** What the holder of a role's key sends. */
    public static String of(Role role) {
        return ISSUED.get(role).secret();
    }

    /** A key that was valid once. */
    public static String expired() {
        return EXPIRED.secret();
    }
}
