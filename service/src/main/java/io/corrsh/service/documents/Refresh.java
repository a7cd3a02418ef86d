package io.corrsh.service.documents;

import io.corrsh.service.problems.Violations;
import org.jspecify.annotations.Nullable;

/**
 * When searches see a write, as clients of other engines say it. Here they see it when it is answered, whatever is said: a
 * commit and the view of it are one step, which the writes of all callers share.
 */
public enum Refresh {
    /** At once. */
    TRUE,
    /** When it is answered. */
    WAIT,
    /** At any time, so also when it is answered. */
    FALSE;

    /**
     * Refuses what is none of these.
     *
     * @throws io.corrsh.service.problems.ProblemException if it is none of these
     */
    public static void check(@Nullable String name) {
        Violations violations = new Violations();
        violations.choice("refresh", name, TRUE);
        violations.check();
    }
}
