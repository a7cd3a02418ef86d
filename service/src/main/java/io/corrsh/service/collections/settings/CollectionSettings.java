package io.corrsh.service.collections.settings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.storage.passages.PassageRule;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What requests to a collection mean where they do not say it themselves. Each is named as the parameter that it stands in for;
 * what is absent is as everywhere else.
 *
 * @param passageWords of writes: texts with more words are cut
 * @param passageOverlap of writes: how many words passages share
 * @param onDuplicate of writes: what to do with a document that is like one in the index
 * @param maxDistance of writes: up to which distance documents are alike
 * @param hybrid of searches for a text: how much words count
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CollectionSettings(
        @JsonProperty(PassageRule.WORDS) @Nullable Integer passageWords,
        @JsonProperty(PassageRule.OVERLAP) @Nullable Integer passageOverlap,

        @JsonProperty(OnDuplicate.NAME) @Schema(allowableValues = {"keep", "skip", "tag"}) @Nullable
        String onDuplicate,

        @JsonProperty("max_distance") @Nullable Integer maxDistance,
        @Schema(minimum = "0", maximum = "1") @Nullable Double hybrid) {

    /** Nothing is set. */
    public static final CollectionSettings NONE = new CollectionSettings(null, null, null, null, null);

    /**
     * Refuses values that no request may have.
     *
     * @param bits how many the collection's codes have
     * @throws io.corrsh.service.problems.ProblemException if there is such a value
     */
    public void check(int bits) {
        PassageRule.of(passageWords, passageOverlap);
        Violations violations = new Violations();
        boolean kept = violations.choice(OnDuplicate.NAME, onDuplicate, OnDuplicate.KEEP) == OnDuplicate.KEEP;
        if (maxDistance != null) {
            violations.require(
                    maxDistance >= 0 && maxDistance <= bits, "max_distance", "between 0 and " + bits, maxDistance);
            if (kept) {
                violations.add("max_distance", "must be absent unless 'on_duplicate' is skip or tag");
            }
        }
        violations.require(
                hybrid == null || (hybrid >= 0 && hybrid <= 1), "hybrid", "between 0 and 1", String.valueOf(hybrid));
        violations.check();
    }
}
