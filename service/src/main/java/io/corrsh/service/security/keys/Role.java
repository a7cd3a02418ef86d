package io.corrsh.service.security.keys;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a caller may do; each role includes those before it. */
public enum Role {
    /** Encode, search, and read documents. */
    READ,
    /** Also store and delete documents. */
    WRITE,
    /** Everything. */
    ADMIN;

    /** The name in files and options: {@code read}, {@code write}, {@code admin}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of a name.
     *
     * @throws IllegalArgumentException if there is no such role
     */
    public static Role of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("'role' must be read, write or admin, got '%s'".formatted(label)));
    }

    /** This role and those that it includes. */
    public List<GrantedAuthority> authorities() {
        return Arrays.stream(values())
                .filter(role -> role.compareTo(this) <= 0)
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
    }
}
