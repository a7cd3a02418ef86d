package io.corrsh.service.documents.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.corrsh.service.documents.DocumentStore;
import io.corrsh.service.problems.ProblemKind;
import org.jspecify.annotations.Nullable;

/**
 * What became of a line of a bulk load.
 *
 * @param line its number in the body, from 1
 * @param id the document's id, where it could be read
 * @param status what a single request would have been answered
 * @param coded whether the document has a code
 * @param error what is wrong with the line
 * @param errorType the same for machines
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BulkItem(
        long line,
        @Nullable String id,
        int status,
        @Nullable Boolean coded,
        @Nullable String error,
        @JsonProperty("error_type") @Nullable String errorType) {

    static BulkItem stored(long line, DocumentStore.Stored stored) {
        return new BulkItem(line, stored.id(), stored.replaced() ? 200 : 201, stored.coded(), null, null);
    }

    static BulkItem failed(long line, @Nullable String id, ProblemKind kind, String error) {
        return new BulkItem(line, id, kind.status().value(), null, error, kind.label());
    }

    /** The same of a line. */
    BulkItem at(long number) {
        return new BulkItem(number, id, status, coded, error, errorType);
    }

    boolean isFailed() {
        return error != null;
    }
}
