package io.corrsh.service.security;

import io.corrsh.service.problems.Problems;
import io.corrsh.service.security.keys.ApiKeyFilter;
import io.corrsh.service.security.keys.ApiKeys;
import io.corrsh.service.security.keys.KeyMetrics;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Security;
import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * Guards every request. With keys or an identity provider each request needs one; without, anyone may do anything, and the
 * service refuses to listen beyond this machine unless told that its network is guarded.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String PAGE_POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    @Bean
    SecurityFilterChain guard(
            HttpSecurity http,
            CorrshProperties properties,
            ServerProperties server,
            KeyMetrics metrics,
            Problems problems,
            ObjectProvider<JwtDecoder> tokens) {
        Security settings = properties.security();
        Path file = settings.keysFile();
        JwtDecoder decoder = tokens.getIfAvailable();
        Challenge challenge = new Challenge(problems);
        http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(PAGE_POLICY)))
                .cors(cors -> {
                    if (settings.corsOrigins().isEmpty()) {
                        cors.disable();
                    } else {
                        cors.configurationSource(origins(settings.corsOrigins()));
                    }
                })
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(challenge).accessDeniedHandler(challenge));
        if (file == null && decoder == null) {
            OpenService.check(server.getAddress(), settings.open());
            http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
            return http.build();
        }
        if (file != null) {
            ApiKeys keys = new ApiKeys(file, Clock.systemUTC());
            metrics.watch(keys);
            http.addFilterBefore(
                    new ApiKeyFilter(keys, settings.failures(), metrics, challenge, problems),
                    AnonymousAuthenticationFilter.class);
        }
        if (decoder != null) {
            http.oauth2ResourceServer(provider -> provider.authenticationEntryPoint(challenge)
                    .accessDeniedHandler(challenge)
                    .bearerTokenResolver(new TokenResolver())
                    .jwt(jwt -> jwt.decoder(decoder).jwtAuthenticationConverter(new TokenRoles())));
        }
        http.authorizeHttpRequests(requests -> {
            // An error is answered in a dispatch of its own, after the request was judged.
            requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll();
            AccessRules.apply(requests, settings.openMetrics());
        });
        return http.build();
    }

    private static UrlBasedCorsConfigurationSource origins(List<String> origins) {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(origins);
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "DELETE"));
        cors.setAllowedHeaders(
                List.of("Authorization", "Content-Type", "X-Api-Key", "X-Request-Id", "X-Request-Timeout"));
        cors.setExposedHeaders(
                List.of("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After", "X-Request-Id"));
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", cors);
        return source;
    }

    /** Two dozen series and spans of each request's way through the filters, which nobody asks for, cost more than the filters. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Ids may hold any character; they are decoded once, by the handlers, and are never a path on the disk. */
    @Bean
    HttpFirewall anyId() {
        return new AnyIdFirewall();
    }
}
