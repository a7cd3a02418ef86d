package io.corrsh.service.web;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A request whose body is bounded, and unpacked: then its headers say nothing of how it came. */
final class LimitedRequest extends HttpServletRequestWrapper {

    private final BodyLimits limits;
    private final boolean gzip;
    private @Nullable ServletInputStream in;

    LimitedRequest(HttpServletRequest request, BodyLimits limits, boolean gzip) {
        super(request);
        this.limits = limits;
        this.gzip = gzip;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream opened = in;
        if (opened == null) {
            opened = gzip
                    ? LimitedInputStream.gzip(super.getInputStream(), limits)
                    : LimitedInputStream.plain(super.getInputStream(), limits);
            in = opened;
        }
        return opened;
    }

    @Override
    public int getContentLength() {
        return gzip ? -1 : super.getContentLength();
    }

    @Override
    public long getContentLengthLong() {
        return gzip ? -1 : super.getContentLengthLong();
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isHidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                .filter(name -> !isHidden(name))
                .toList());
    }

    private boolean isHidden(String name) {
        return gzip
                && (name.equalsIgnoreCase(HttpHeaders.CONTENT_ENCODING)
                        || name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH));
    }
}
