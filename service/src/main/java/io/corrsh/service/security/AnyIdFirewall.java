package io.corrsh.service.security;

import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Spring's firewall, which lets pass what an id may hold when it is encoded: slashes, semicolons, control characters. */
final class AnyIdFirewall extends StrictHttpFirewall {

    AnyIdFirewall() {
        setAllowUrlEncodedSlash(true);
        setAllowUrlEncodedDoubleSlash(true);
        setAllowUrlEncodedPercent(true);
        setAllowUrlEncodedPeriod(true);
        setAllowUrlEncodedCarriageReturn(true);
        setAllowUrlEncodedLineFeed(true);
        setAllowUrlEncodedLineSeparator(true);
        setAllowUrlEncodedParagraphSeparator(true);
        setAllowSemicolon(true);
        setAllowBackSlash(true);
        setAllowNull(true);
    }
}
