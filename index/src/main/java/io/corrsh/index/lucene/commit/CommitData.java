package io.corrsh.index.lucene.commit;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.IndexMismatchException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * What every commit says of the index besides its documents.
 *
 * @param space whose codes it holds
 * @param committed when it was made
 */
public record CommitData(CodeSpace space, Instant committed) {

    /** The version of the documents' layout; the files of the codes have one of their own. */
    public static final int FORMAT = 1;

    private static final String FORMAT_KEY = "corrsh.format";
    private static final String MODEL_KEY = "corrsh.model";
    private static final String BITS_KEY = "corrsh.bits";
    private static final String COMMITTED_KEY = "corrsh.committed";

    /** What to give to Lucene with a commit. */
    public Map<String, String> toUserData() {
        return Map.of(
                FORMAT_KEY, Integer.toString(FORMAT),
                MODEL_KEY, space.model(),
                BITS_KEY, Integer.toString(space.bits()),
                COMMITTED_KEY, committed.toString());
    }

    /**
     * Reads what a commit says.
     *
     * @throws IndexMismatchException if a newer version or something else made it
     */
    public static CommitData of(Map<String, String> userData, String directory) {
        String format = userData.get(FORMAT_KEY);
        String model = userData.get(MODEL_KEY);
        String bits = userData.get(BITS_KEY);
        String committed = userData.get(COMMITTED_KEY);
        try {
            if (format != null && Integer.parseInt(format) > FORMAT) {
                throw new IndexMismatchException(
                        "the index at '%s' has format %s, written by a newer version; this one reads up to %d"
                                .formatted(directory, format, FORMAT));
            }
            if (format != null && model != null && bits != null && committed != null) {
                return new CommitData(new CodeSpace(model, Integer.parseInt(bits)), Instant.parse(committed));
            }
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new IndexMismatchException("the index at '%s' has unreadable commit data %s: %s"
                    .formatted(directory, userData, e.getMessage()));
        }
        throw new IndexMismatchException(
                "the Lucene index at '%s' was not written by CorrSH: its commit names no model".formatted(directory));
    }

    /** Refuses an index with other codes. */
    public void check(CodeSpace wanted, String directory) {
        if (!space.equals(wanted)) {
            throw new IndexMismatchException(
                    "the index at '%s' holds codes of model '%s' with %d bits, not of model '%s' with %d bits"
                            .formatted(directory, space.model(), space.bits(), wanted.model(), wanted.bits()));
        }
    }
}
