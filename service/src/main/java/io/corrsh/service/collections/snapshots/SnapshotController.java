package io.corrsh.service.collections.snapshots;

import io.corrsh.service.collections.Aliases;
import io.corrsh.service.collections.Collection;
import io.corrsh.service.collections.CollectionState;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.web.MediaTypes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/collections/{collection}")
@Tag(name = "snapshots")
final class SnapshotController {

    private final Snapshots snapshots;
    private final Aliases aliases;

    SnapshotController(Snapshots snapshots, Aliases aliases) {
        this.snapshots = snapshots;
        this.aliases = aliases;
    }

    /** The snapshots of a collection. */
    record All(List<SnapshotState> snapshots) {}

    /**
     * What is to be restored.
     *
     * @param snapshot the id of a snapshot of the collection
     */
    record RestoreRequest(@Nullable String snapshot) {}

    @PostMapping(path = "/snapshots", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Make a snapshot of all that was acknowledged; searches and writes go on")
    ResponseEntity<SnapshotState> create(Collection collection) {
        SnapshotState state = snapshots.create(collection);
        return ResponseEntity.created(
                        URI.create("/collections/%s/snapshots/%s".formatted(collection.name(), state.id())))
                .body(state);
    }

    @GetMapping(path = "/snapshots", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The snapshots of a collection, the oldest first")
    All all(Collection collection) {
        return new All(snapshots.list(collection));
    }

    @GetMapping(path = "/snapshots/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "What a snapshot holds")
    SnapshotState one(Collection collection, @PathVariable String id) {
        return snapshots.state(collection, id);
    }

    @GetMapping("/snapshots/{id}/file")
    @Operation(summary = "A snapshot as one zip file, with the SHA-256 of each file in it")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaTypes.ZIP, schema = @Schema(type = "string", format = "binary")))
    void download(Collection collection, @PathVariable String id, HttpServletResponse response) throws IOException {
        Path directory = snapshots.find(collection, id);
        response.setContentType(MediaTypes.ZIP);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s-%s.zip\"".formatted(collection.name(), id));
        SnapshotZip.write(directory, response.getOutputStream());
    }

    @DeleteMapping("/snapshots/{id}")
    @Operation(summary = "Delete a snapshot")
    ResponseEntity<Void> delete(Collection collection, @PathVariable String id) {
        snapshots.delete(collection, id);
        return ResponseEntity.noContent().build();
    }

    @PostMapping(
            path = "/restore",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Put what a snapshot holds in the place of the documents, in one step",
            description = "A snapshot of the collection by its id, or any as the zip file that it was downloaded as."
                    + " What was written after the snapshot is gone.")
    CollectionState restore(Collection collection, @RequestBody RestoreRequest request) {
        Violations violations = new Violations();
        if (request.snapshot() == null) {
            violations.add("snapshot", "is required: the id of a snapshot of the collection");
        }
        violations.check();
        snapshots.restore(collection, Objects.requireNonNull(request.snapshot()));
        return CollectionState.of(collection, aliases.all());
    }

    @PostMapping(path = "/restore", consumes = MediaTypes.ZIP, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Put what a snapshot holds in the place of the documents, in one step",
            description = "A snapshot of the collection by its id, or any as the zip file that it was downloaded as."
                    + " What was written after the snapshot is gone.")
    CollectionState upload(Collection collection, HttpServletRequest request) throws IOException {
        snapshots.restore(collection, request.getInputStream());
        return CollectionState.of(collection, aliases.all());
    }
}
