package io.corrsh.service.security;

import io.corrsh.service.security.keys.ApiKey;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/** Takes the bearer tokens that are not keys of ours. */
final class TokenResolver implements BearerTokenResolver {

    private final BearerTokenResolver any = new DefaultBearerTokenResolver();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        String token = any.resolve(request);
        return token == null || ApiKey.isOurs(token) ? null : token;
    }
}
