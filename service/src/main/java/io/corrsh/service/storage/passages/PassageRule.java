package io.corrsh.service.storage.passages;

import io.corrsh.index.IndexedDocument;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.storage.DocumentSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How texts are cut: into passages of so many words, where words are what stands between white space.
 *
 * @param words how many words a passage has; 0 to leave texts whole
 * @param overlap how many words at its end the next one begins with
 */
public record PassageRule(int words, int overlap) {

    /** Texts stay whole. */
    public static final PassageRule NONE = new PassageRule(0, 0);

    /** The name of the request parameter. */
    public static final String WORDS = "passage_words";

    /** The name of the request parameter. */
    public static final String OVERLAP = "passage_overlap";

    /** What ids of documents cannot hold: it parts the ids of passages. */
    public static final String RESERVED = PassageRows.SEPARATOR;

    private static final int FEWEST = 10;
    private static final int MOST = 10_000;
    private static final int MOST_PASSAGES = 10_000;
    private static final int LONGEST_ID = IndexedDocument.MAX_ID_BYTES - PassageRows.SUFFIX_BYTES;

    /**
     * The rule of a request.
     *
     * @param words how many words a passage has; 0 or {@code null} to leave texts whole
     * @param overlap how many words passages share
     * @throws io.corrsh.service.problems.ProblemException if a value breaks its own rule
     */
    public static PassageRule of(@Nullable Integer words, @Nullable Integer overlap) {
        Violations violations = new Violations();
        if (words == null || words == 0) {
            if (overlap != null && (words == null || overlap != 0)) {
                violations.add(OVERLAP, "must be absent without '%s'".formatted(WORDS));
            }
            violations.check();
            return NONE;
        }
        violations.require(
                words >= FEWEST && words <= MOST, WORDS, "0, or between %d and %d".formatted(FEWEST, MOST), words);
        int both = overlap == null ? 0 : overlap;
        violations.require(
                both >= 0 && both <= words / 2, OVERLAP, "between 0 and half of '%s'".formatted(WORDS), both);
        violations.check();
        return new PassageRule(words, both);
    }

    /**
     * The passages of a text; none if it is not longer than one.
     *
     * @throws io.corrsh.service.problems.ProblemException if there are too many, or the id is too long to have any
     */
    public List<Passage> cut(String id, String text) {
        if (words == 0) {
            return List.of();
        }
        List<Passage> passages = new ArrayList<>();
        List<int[]> found = words(text);
        for (int first = 0; first + overlap < found.size() || first == 0; first += words - overlap) {
            int last = Math.min(found.size(), first + words);
            if (last - first == found.size()) {
                return List.of();
            }
            passages.add(new Passage(found.get(first)[0], found.get(last - 1)[1], null));
        }
        Violations violations = new Violations();
        violations.require(
                passages.size() <= MOST_PASSAGES,
                WORDS,
                "large enough for at most %d passages a text".formatted(MOST_PASSAGES),
                words);
        int bytes = id.getBytes(StandardCharsets.UTF_8).length;
        violations.require(
                bytes <= LONGEST_ID, DocumentSource.ID, "at most %d bytes with passages".formatted(LONGEST_ID), bytes);
        violations.check();
        return passages;
    }

    private static List<int[]> words(String text) {
        List<int[]> found = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean space = i == text.length() || Character.isWhitespace(text.charAt(i));
            if (space && start >= 0) {
                found.add(new int[] {start, i});
                start = -1;
            } else if (!space && start < 0) {
                start = i;
            }
        }
        return found;
    }
}
