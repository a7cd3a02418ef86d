package io.corrsh.service.security;

import io.corrsh.service.security.keys.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/** Gives a token the highest of the roles whose scopes it has: {@code corrsh.read}, {@code corrsh.write}, {@code corrsh.admin}. */
final class TokenRoles implements Converter<Jwt, AbstractAuthenticationToken> {

    private static final String SCOPE = "SCOPE_corrsh.";

    private final JwtGrantedAuthoritiesConverter scopes = new JwtGrantedAuthoritiesConverter();

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        Collection<GrantedAuthority> granted = scopes.convert(token);
        Set<String> names = granted.stream().map(GrantedAuthority::getAuthority).collect(Collectors.toSet());
        List<GrantedAuthority> authorities = Arrays.stream(Role.values())
                .filter(role -> names.contains(SCOPE + role.label()))
                .max(Comparator.naturalOrder())
                .map(Role::authorities)
                .orElse(List.of());
        return new JwtAuthenticationToken(token, authorities);
    }
}
