package io.corrsh.service.dedup;

import io.corrsh.index.Filter;
import io.corrsh.service.collections.Collection;
import io.corrsh.service.filter.Filters;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Limits;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "dedup")
final class DedupController {

    private static final int DEFAULT_DISTANCE = 3;
    private static final int DEFAULT_GROUPS = 100;
    private static final int MOST_GROUPS = 1000;
    private static final String DISTANCE = "As if the job had been asked for this distance; that of the job if absent";

    private final DedupJobs jobs;
    private final Limits limits;
    private final JsonMapper json;

    DedupController(DedupJobs jobs, CorrshProperties properties, JsonMapper json) {
        this.jobs = jobs;
        this.limits = properties.limits();
        this.json = json;
    }

    @PostMapping(
            path = {"/dedup", "/collections/{collection}/dedup"},
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Look for near duplicates among the documents, in the background; nothing is deleted")
    ResponseEntity<DedupReply> start(Collection collection, @RequestBody DedupRequest request) {
        int bits = collection.space().bits();
        Violations violations = new Violations();
        int distance = request.maxDistance() == null ? DEFAULT_DISTANCE : request.maxDistance();
        violations.require(distance >= 0 && distance <= bits, "max_distance", "between 0 and " + bits, distance);
        Filter filter = Filters.parse(request.filter(), limits, violations);
        violations.check();
        DedupJob job = jobs.start(collection, distance, filter);
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .location(URI.create(collection.path() + "/dedup/" + job.id()))
                .body(job.reply(null));
    }

    @GetMapping(
            path = {"/dedup", "/collections/{collection}/dedup"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The jobs that are kept, without their reports")
    List<DedupReply> list(Collection collection) {
        return jobs.list(collection.name()).stream().map(job -> job.reply(null)).toList();
    }

    @GetMapping(
            path = {"/dedup/{job}", "/collections/{collection}/dedup/{job}"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "How far a job is, and what it found within its distance or a smaller one")
    DedupReply report(
            Collection collection,
            @PathVariable String job,
            @Parameter(description = DISTANCE) @RequestParam(name = "max_distance", required = false) @Nullable
                    Integer maxDistance) {
        DedupJob found = jobs.get(collection.name(), job);
        int distance = distance(found, maxDistance);
        return found.reply(
                found.state() == DedupJob.State.DONE
                        ? found.read(duplicates -> DedupReport.of(duplicates, distance))
                        : null);
    }

    @GetMapping(
            path = {"/dedup/{job}/groups", "/collections/{collection}/dedup/{job}/groups"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Groups of near duplicates, the largest first")
    GroupsReply groups(
            Collection collection,
            @PathVariable String job,
            @Parameter(description = DISTANCE) @RequestParam(name = "max_distance", required = false) @Nullable
                    Integer maxDistance,
            @Parameter(description = "How many groups to leave out first") @RequestParam(required = false) @Nullable
                    Integer offset,
            @Parameter(description = "The most groups wanted, 100 if absent") @RequestParam(required = false) @Nullable
                    Integer limit) {
        DedupJob found = jobs.get(collection.name(), job);
        int distance = distance(found, maxDistance);
        int from = offset == null ? 0 : offset;
        int most = limit == null ? DEFAULT_GROUPS : limit;
        Violations violations = new Violations();
        violations.require(from >= 0, "offset", "at least 0", from);
        violations.require(most >= 1 && most <= MOST_GROUPS, "limit", "between 1 and " + MOST_GROUPS, most);
        violations.check();
        return found.read(duplicates -> GroupsReply.of(duplicates, distance, from, most));
    }

    @GetMapping({"/dedup/{job}/export", "/collections/{collection}/dedup/{job}/export"})
    @Operation(summary = "All groups with all their documents")
    @ApiResponse(
            responseCode = "200",
            description = "A line for each group, or for each document",
            content = {
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")),
                @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
            })
    void export(
            Collection collection,
            @PathVariable String job,
            @Parameter(description = DISTANCE) @RequestParam(name = "max_distance", required = false) @Nullable
                    Integer maxDistance,
            @Parameter(description = "ndjson or csv") @RequestParam(required = false) @Nullable String format,
            HttpServletResponse response)
            throws IOException {
        DedupJob found = jobs.get(collection.name(), job);
        int distance = distance(found, maxDistance);
        Violations violations = new Violations();
        GroupFormat chosen = violations.choice("format", format, GroupFormat.NDJSON);
        violations.check();
        try {
            found.read(duplicates -> {
                response.setContentType(chosen.mediaType());
                response.setCharacterEncoding(StandardCharsets.UTF_8);
                try (Writer out = new BufferedWriter(
                        new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
                    chosen.begin(out);
                    long[] number = new long[1];
                    duplicates.forEachGroup(distance, group -> {
                        try {
                            chosen.write(out, number[0]++, group, json);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
                    return distance;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @DeleteMapping({"/dedup/{job}", "/collections/{collection}/dedup/{job}"})
    @Operation(summary = "Cancel a job, or forget what it found")
    ResponseEntity<Void> remove(Collection collection, @PathVariable String job) {
        jobs.remove(collection.name(), job);
        return ResponseEntity.noContent().build();
    }

    private static int distance(DedupJob job, @Nullable Integer asked) {
        int distance = asked == null ? job.maxDistance() : asked;
        Violations violations = new Violations();
        violations.require(
                distance >= 0 && distance <= job.maxDistance(),
                "max_distance",
                "between 0 and %d, that of the job".formatted(job.maxDistance()),
                distance);
        violations.check();
        return distance;
    }
}
