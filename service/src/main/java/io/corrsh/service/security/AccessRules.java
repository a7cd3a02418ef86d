package io.corrsh.service.security;

import io.corrsh.service.security.keys.Role;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/**
 * Which role a request needs. Reading needs {@link Role#READ}, and so do the requests that only carry a question in their
 * body; what changes documents needs {@link Role#WRITE}; whatever is not listed needs {@link Role#ADMIN}.
 */
final class AccessRules {

    private static final String[] PAGES = {"/docs", "/docs/**", "/swagger-ui/**", "/v3/api-docs/**", "/error"};
    private static final String[] QUESTIONS = {
        "/encode", "/search", "/collections/*/search", "/similarity", "/explain", "/v1/embeddings"
    };
    private static final String[] DOCUMENTS = {
        "/documents",
        "/documents/**",
        "/dedup",
        "/dedup/**",
        "/collections/*/documents",
        "/collections/*/documents/**",
        "/collections/*/dedup",
        "/collections/*/dedup/**"
    };

    private AccessRules() {}

    static void apply(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            boolean openMetrics) {
        requests.requestMatchers(EndpointRequest.to(HealthEndpoint.class)).permitAll();
        if (openMetrics) {
            requests.requestMatchers(EndpointRequest.to("prometheus")).permitAll();
        }
        requests.requestMatchers(EndpointRequest.to("prometheus", "metrics", "info"))
                .hasRole(Role.READ.name())
                .requestMatchers(EndpointRequest.toAnyEndpoint())
                .hasRole(Role.ADMIN.name())
                .requestMatchers(PAGES)
                .permitAll()
                .requestMatchers(HttpMethod.GET)
                .hasRole(Role.READ.name())
                .requestMatchers(HttpMethod.HEAD)
                .hasRole(Role.READ.name())
                .requestMatchers(HttpMethod.POST, QUESTIONS)
                .hasRole(Role.READ.name())
                .requestMatchers(DOCUMENTS)
                .hasRole(Role.WRITE.name())
                .anyRequest()
                .hasRole(Role.ADMIN.name());
    }
}
