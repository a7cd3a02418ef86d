package io.corrsh.service.documents.store;

import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of the stored document for a write to be done, as RFC 9110 has it.
 *
 * @param match the versions of which it must have one; {@code *} for any, {@code null} for no such condition
 * @param noneMatch the versions of which it must have none; {@code *}: there must be no document
 */
public record Precondition(@Nullable String match, @Nullable String noneMatch) {

    static final Precondition NONE = new Precondition(null, null);

    private static final String ANY = "*";

    boolean isPresent() {
        return match != null || noneMatch != null;
    }

    /**
     * Goes on, or refuses.
     *
     * @param version the stored document's, {@code null} if there is none
     * @throws ProblemException if the condition does not hold
     */
    void check(String id, @Nullable String version) {
        if (match != null
                && (version == null
                        || !(match.strip().equals(ANY) || tags(match).contains(tag(version))))) {
            throw failed(id, version, "'If-Match' asks for %s".formatted(match));
        }
        if (noneMatch != null
                && version != null
                && (noneMatch.strip().equals(ANY) || tags(noneMatch).contains(tag(version)))) {
            throw failed(id, version, "'If-None-Match' asks for another than %s".formatted(noneMatch));
        }
    }

    private static String tag(String version) {
        return Version.tag(version);
    }

    /** A weak tag is never equal to one of ours. */
    private static List<String> tags(String header) {
        return Arrays.stream(header.split(",", -1)).map(String::strip).toList();
    }

    private static ProblemException failed(String id, @Nullable String version, String asked) {
        String is = version == null ? "there is none" : "it has version \"%s\"".formatted(version);
        return new ProblemException(
                ProblemKind.PRECONDITION_FAILED, "%s of document '%s', but %s".formatted(asked, id, is));
    }
}
