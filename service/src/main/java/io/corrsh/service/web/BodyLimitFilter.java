package io.corrsh.service.web;

import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.problems.Problems;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Limits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bounds the bodies of requests, whether their length is announced or not, and unpacks those that come as gzip. */
@Component
final class BodyLimitFilter extends OncePerRequestFilter {

    private final Limits limits;
    private final Problems problems;

    BodyLimitFilter(CorrshProperties properties, Problems problems) {
        this.limits = properties.limits();
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        boolean gzip = "gzip".equalsIgnoreCase(encoding) || "x-gzip".equalsIgnoreCase(encoding);
        if (encoding != null && !gzip && !encoding.equalsIgnoreCase("identity")) {
            problems.write(
                    request,
                    response,
                    ProblemKind.UNSUPPORTED_MEDIA_TYPE,
                    "'Content-Encoding' must be absent, identity or gzip, got '%s'".formatted(encoding));
            return;
        }
        BodyLimits bounds = BodyLimits.of(limits, MediaTypes.isBulk(request.getContentType()));
        if (request.getContentLengthLong() > bounds.bytes()) {
            problems.write(request, response, ProblemKind.BODY_TOO_LARGE, LimitedInputStream.message(bounds.bytes()));
            return;
        }
        chain.doFilter(new LimitedRequest(request, bounds, gzip), response);
    }
}
