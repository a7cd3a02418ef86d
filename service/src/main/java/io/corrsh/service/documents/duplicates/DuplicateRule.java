package io.corrsh.service.documents.duplicates;

import io.corrsh.service.collections.settings.OnDuplicate;
import io.corrsh.service.problems.Violations;
import org.jspecify.annotations.Nullable;

/**
 * What to do with documents that are like others.
 *
 * @param action what to do
 * @param maxDistance from which distance of the codes on documents are not alike
 */
public record DuplicateRule(OnDuplicate action, int maxDistance) {

    /** Every document is stored. */
    public static final DuplicateRule KEEP = new DuplicateRule(OnDuplicate.KEEP, 0);

    private static final int DEFAULT_DISTANCE = 0;

    /**
     * The rule of a request.
     *
     * @throws io.corrsh.service.problems.ProblemException if a value breaks its own rule
     */
    public static DuplicateRule of(@Nullable String action, @Nullable Integer maxDistance, int bits) {
        Violations violations = new Violations();
        OnDuplicate chosen = violations.choice(OnDuplicate.NAME, action, OnDuplicate.KEEP);
        int distance = maxDistance == null ? DEFAULT_DISTANCE : maxDistance;
        violations.require(distance >= 0 && distance <= bits, "max_distance", "between 0 and " + bits, distance);
        if (maxDistance != null && chosen == OnDuplicate.KEEP) {
            violations.add("max_distance", "must be absent unless 'on_duplicate' is skip or tag");
        }
        violations.check();
        return new DuplicateRule(chosen, distance);
    }
}
