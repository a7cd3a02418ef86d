package io.corrsh.service.documents;

import io.corrsh.service.collections.Collection;
import io.corrsh.service.collections.settings.CollectionSettings;
import io.corrsh.service.collections.settings.OnDuplicate;
import io.corrsh.service.documents.duplicates.DuplicateRule;
import io.corrsh.service.storage.passages.PassageRule;
import org.jspecify.annotations.Nullable;

/**
 * How documents are written: as the request says, and where it says nothing as the collection's settings do.
 *
 * @param duplicates what becomes of documents that are like others
 * @param passages how texts are cut
 */
public record WriteRules(DuplicateRule duplicates, PassageRule passages) {

    /**
     * The rules of a request.
     *
     * @throws io.corrsh.service.problems.ProblemException if a value of the request breaks its rule
     */
    public static WriteRules of(
            Collection collection,
            @Nullable String onDuplicate,
            @Nullable Integer maxDistance,
            @Nullable Integer passageWords,
            @Nullable Integer passageOverlap) {
        CollectionSettings usual = collection.settings();
        return new WriteRules(
                duplicates(usual, onDuplicate, maxDistance, collection.space().bits()),
                passages(usual, passageWords, passageOverlap));
    }

    /** A setting may be of the time when the codes were longer. */
    private static DuplicateRule duplicates(
            CollectionSettings usual, @Nullable String onDuplicate, @Nullable Integer maxDistance, int bits) {
        String action = onDuplicate == null ? usual.onDuplicate() : onDuplicate;
        Integer distance = maxDistance;
        Integer setting = usual.maxDistance();
        if (distance == null && setting != null && !OnDuplicate.KEEP.label().equals(action)) {
            distance = Math.min(setting, bits);
        }
        return DuplicateRule.of(action, distance, bits);
    }

    /** An overlap that is set belongs to the words that are set with it. */
    private static PassageRule passages(
            CollectionSettings usual, @Nullable Integer passageWords, @Nullable Integer passageOverlap) {
        return passageWords != null
                ? PassageRule.of(passageWords, passageOverlap)
                : PassageRule.of(
                        usual.passageWords(), passageOverlap == null ? usual.passageOverlap() : passageOverlap);
    }
}
