package io.corrsh.service.collections.snapshots;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.corrsh.index.lucene.snapshot.SnapshotManifest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot holds.
 *
 * @param id its name
 * @param model the identity of the model that made its codes
 * @param bits their length
 * @param documents how many it holds
 * @param bytes how many bytes its files have
 * @param created when what it holds was committed
 * @param error what is wrong with it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SnapshotState(
        String id,
        @Nullable String model,
        @Nullable Integer bits,
        @Nullable Long documents,
        @Nullable Long bytes,
        @Nullable Instant created,
        @Nullable String error) {

    static SnapshotState of(String id, SnapshotManifest manifest) {
        return new SnapshotState(
                id,
                manifest.space().model(),
                manifest.space().bits(),
                manifest.documents(),
                manifest.bytes(),
                manifest.committed(),
                null);
    }

    static SnapshotState broken(String id, String error) {
        return new SnapshotState(id, null, null, null, null, null, error);
    }
}
