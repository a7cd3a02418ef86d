package io.corrsh.service.security.keys;

import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.problems.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes the key of a request from {@code X-Api-Key} or {@code Authorization: Bearer}, and says whose it is. */
public final class ApiKeyFilter extends OncePerRequestFilter {

    private static final String HEADER = "X-Api-Key";
    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;
    private final FailureLimit failures;
    private final KeyMetrics metrics;
    private final AuthenticationEntryPoint challenge;
    private final Problems problems;

    /**
     * Makes a filter.
     *
     * @param keys the keys
     * @param failures how many wrong keys an address may send in a minute before it has to wait
     * @param challenge answers a wrong key
     */
    public ApiKeyFilter(
            ApiKeys keys, int failures, KeyMetrics metrics, AuthenticationEntryPoint challenge, Problems problems) {
        this.keys = keys;
        this.failures = new FailureLimit(failures);
        this.challenge = challenge;
        this.metrics = metrics;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String secret = secret(request);
        if (secret == null) {
            chain.doFilter(request, response);
            return;
        }
        String address = request.getRemoteAddr();
        Duration wait = failures.wait(address);
        if (wait.isPositive()) {
            metrics.throttled();
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
            problems.write(request, response, ProblemKind.TOO_MANY_REQUESTS, "Too many wrong keys from this address");
            return;
        }
        Optional<ApiKey> key = keys.find(secret);
        if (key.isEmpty()) {
            failures.failed(address);
            metrics.wrongKey();
            challenge.commence(
                    request, response, new BadCredentialsException("The key is not known, or no longer valid"));
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                key.get().name(), null, key.get().role().authorities()));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private static @Nullable String secret(HttpServletRequest request) {
        String header = request.getHeader(HEADER);
        if (header != null) {
            return header.strip();
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        String token = authorization.substring(BEARER.length()).strip();
        return ApiKey.isOurs(token) ? token : null;
    }
}
