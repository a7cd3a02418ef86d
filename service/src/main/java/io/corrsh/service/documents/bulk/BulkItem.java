package io.corrsh.service.documents.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.corrsh.service.documents.duplicates.Duplicate;
import io.corrsh.service.documents.store.Stored;
import io.corrsh.service.problems.ProblemKind;
import org.jspecify.annotations.Nullable;

/**
 * What became of a line of a bulk load.
 *
 * @param line its number in the body, from 1
 * @param id the document's id, where it could be read
 * @param status what a single request would have been answered
 * @param coded whether the document has a code
 * @param stored false where the document was not stored because there is one like it
 * @param version of operations, what {@code if_match} takes next
 * @param duplicateOf the document that it is like, where that was asked for
 * @param distance how far their codes are apart
 * @param error what is wrong with the line
 * @param errorType the same for machines
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BulkItem(
        long line,
        @Nullable String id,
        int status,
        @Nullable Boolean coded,
        @Nullable Boolean stored,
        @Nullable String version,
        @JsonProperty("duplicate_of") @Nullable String duplicateOf,
        @Nullable Integer distance,
        @Nullable String error,
        @JsonProperty("error_type") @Nullable String errorType) {

    static BulkItem stored(long line, Stored stored) {
        Duplicate duplicate = stored.duplicate();
        return new BulkItem(
                line,
                stored.id(),
                stored.created() ? 201 : 200,
                stored.coded(),
                stored.skipped() ? false : null,
                null,
                duplicate == null ? null : duplicate.id(),
                duplicate == null ? null : duplicate.distance(),
                null,
                null);
    }

    static BulkItem failed(long line, @Nullable String id, ProblemKind kind, String error) {
        return new BulkItem(line, id, kind.status().value(), null, null, null, null, null, error, kind.label());
    }

    static BulkItem deleted(String id) {
        return new BulkItem(0, id, 204, null, null, null, null, null, null, null);
    }

    /** The same with a version. */
    BulkItem withVersion(String of) {
        return new BulkItem(line, id, status, coded, stored, of, duplicateOf, distance, error, errorType);
    }

    /** The same of a line. */
    BulkItem at(long number) {
        return new BulkItem(number, id, status, coded, stored, version, duplicateOf, distance, error, errorType);
    }

    boolean isFailed() {
        return error != null;
    }
}
