package io.corrsh.service.web;

import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.problems.Problems;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Limits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bounds the bodies of requests, whether their length is announced or not. */
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
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            problems.write(
                    request,
                    response,
                    ProblemKind.UNSUPPORTED_MEDIA_TYPE,
                    "'Content-Encoding' must be absent or identity, got '%s'".formatted(encoding));
            return;
        }
        DataSize limit = MediaTypes.isJsonLines(request.getContentType()) ? limits.bulkBody() : limits.body();
        if (request.getContentLengthLong() > limit.toBytes()) {
            problems.write(request, response, ProblemKind.BODY_TOO_LARGE, LimitedInputStream.message(limit.toBytes()));
            return;
        }
        chain.doFilter(new LimitedRequest(request, limit.toBytes()), response);
    }

    private static final class LimitedRequest extends HttpServletRequestWrapper {

        private final long limit;
        private @Nullable ServletInputStream in;

        LimitedRequest(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (in == null) {
                in = new LimitedInputStream(super.getInputStream(), limit);
            }
            return in;
        }
    }
}
