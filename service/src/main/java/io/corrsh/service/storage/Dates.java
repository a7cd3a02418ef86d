package io.corrsh.service.storage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Dates in documents and filters: as in ISO 8601, {@code 1993-04-22} or {@code 1993-04-22T14:05:00Z}. */
public final class Dates {

    private static final int SHORTEST = 10;
    private static final int LONGEST = 40;

    private Dates() {}

    /**
     * The time that a date stands for, in milliseconds since 1970-01-01T00:00Z.
     *
     * @param first its first moment
     * @param last its last moment, the same where the date has a time
     */
    public record Span(double first, double last) {}

    /** The time of a date, in UTC unless it says otherwise; {@code null} for anything else. */
    public static @Nullable Span parse(String text) {
        if (text.length() < SHORTEST
                || text.length() > LONGEST
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || !Character.isDigit(text.charAt(0))) {
            return null;
        }
        try {
            if (text.length() == SHORTEST) {
                LocalDate day = LocalDate.parse(text);
                double first = millis(day.atStartOfDay().toInstant(ZoneOffset.UTC));
                double next = millis(day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
                return new Span(first, Math.nextDown(next));
            }
            boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > SHORTEST || text.lastIndexOf('-') > SHORTEST;
            double time = millis(
                    zoned
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
            return new Span(time, time);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static double millis(Instant time) {
        return time.getEpochSecond() * 1e3 + time.getNano() / 1e6;
    }
}
