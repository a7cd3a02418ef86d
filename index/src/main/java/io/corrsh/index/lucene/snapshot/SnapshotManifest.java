package io.corrsh.index.lucene.snapshot;

import io.corrsh.index.CodeSpace;
import java.time.Instant;
import java.util.List;

/**
 * What a snapshot holds.
 *
 * @param space the model and the length of its codes
 * @param documents the number of its documents
 * @param committed when the commit was made that it is a copy of
 * @param indexFormat the version of the documents' layout
 * @param lucene the version of Lucene that copied it
 * @param files its files, by name
 */
public record SnapshotManifest(
        CodeSpace space, long documents, Instant committed, int indexFormat, String lucene, List<SnapshotFile> files) {

    /** The name of the manifest's file, which {@code sha256sum -c} reads too. */
    public static final String FILE = "SHA256SUMS";

    public SnapshotManifest {
        files = List.copyOf(files);
    }

    /** The bytes of all files. */
    public long bytes() {
        return files.stream().mapToLong(SnapshotFile::bytes).sum();
    }
}
