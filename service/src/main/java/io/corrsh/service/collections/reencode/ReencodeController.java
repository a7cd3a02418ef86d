package io.corrsh.service.collections.reencode;

import io.corrsh.service.collections.Collection;
import io.corrsh.service.problems.Violations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/collections/{collection}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "collections")
final class ReencodeController {

    private final ReencodeJobs jobs;

    ReencodeController(ReencodeJobs jobs) {
        this.jobs = jobs;
    }

    /**
     * What is to make the codes.
     *
     * @param model a model of {@code GET /models}
     */
    record ReencodeRequest(@Nullable String model) {}

    @PostMapping(path = "/reencode", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Encode all documents by another model, in the background",
            description = "Searches stay on the codes there are until all is done, then change over in one step.")
    ResponseEntity<JobState> start(Collection collection, @RequestBody ReencodeRequest request) {
        Violations violations = new Violations();
        if (request.model() == null) {
            violations.add("model", "is required: a model of GET /models");
        }
        violations.check();
        return accepted(collection, jobs.start(collection, Objects.requireNonNull(request.model())));
    }

    @GetMapping("/reencode")
    @Operation(summary = "How far the change of model is")
    JobState get(Collection collection) {
        return jobs.get(collection);
    }

    @DeleteMapping("/reencode")
    @Operation(summary = "Cancel the change of model; the codes stay as they are")
    ResponseEntity<Void> cancel(Collection collection) {
        jobs.cancel(collection);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/rollback")
    @Operation(
            summary = "Bring back the codes before the last change of model, in the background",
            description = "Documents that were written since are encoded by the model before first: none is lost.")
    ResponseEntity<JobState> rollback(Collection collection) {
        return accepted(collection, jobs.rollback(collection));
    }

    @DeleteMapping("/previous")
    @Operation(summary = "Give up the codes before the last change of model, and their disk space")
    ResponseEntity<Void> forget(Collection collection) {
        jobs.forgetPrevious(collection);
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<JobState> accepted(Collection collection, JobState state) {
        return ResponseEntity.accepted()
                .location(URI.create("/collections/" + collection.name() + "/reencode"))
                .body(state);
    }
}
