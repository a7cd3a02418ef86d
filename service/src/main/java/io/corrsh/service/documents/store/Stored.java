package io.corrsh.service.documents.store;

import io.corrsh.index.CodeSpace;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.service.documents.duplicates.Duplicate;
import org.jspecify.annotations.Nullable;

/**
 * What became of a document.
 *
 * @param space the codes of the collection
 * @param replaced whether there was one with its id
 * @param encoding what the model made of its text
 * @param version what conditions know it by
 * @param duplicate the one that it is like, if that was asked for
 * @param skipped whether it was not stored for that
 */
public record Stored(
        CodeSpace space,
        String id,
        boolean replaced,
        Encoding encoding,
        String version,
        @Nullable Duplicate duplicate,
        boolean skipped) {

    public boolean coded() {
        return encoding.code() != null;
    }

    /** Whether there is a document that was not there before. */
    public boolean created() {
        return !replaced && !skipped;
    }
}
