package io.corrsh.service.search;

import io.corrsh.service.collections.Collection;
import io.corrsh.service.collections.Generation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.StringNode;

@RestController
@Tag(name = "search")
final class SearchController {

    private static final String FILTER =
            "Only documents that pass it: field:value, field:[1 TO 5], exists(field)," + " AND, OR, NOT, parentheses";

    private static final String FACETS =
            "Names with commas between them: how often their values occur among all documents that are found";

    private static final String CURSOR = "Where the page before ended: its 'next_cursor'";

    private final Searcher searcher;

    SearchController(Searcher searcher) {
        this.searcher = searcher;
    }

    @GetMapping(
            path = {"/search", "/collections/{collection}/search"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The documents whose codes are nearest to a text's")
    SearchReply get(
            Generation generation,
            Collection collection,
            @Parameter(description = "The text", example = "space shuttle launch orbit") @RequestParam String q,
            @Parameter(description = "The most hits wanted, 10 if absent") @RequestParam(required = false) @Nullable
                    Integer k,
            @Parameter(description = "How many hits to leave out first") @RequestParam(required = false) @Nullable
                    Integer offset,
            @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor,
            @Parameter(description = "No hit is farther")
                    @RequestParam(name = "max_distance", required = false)
                    @Nullable
                    Integer maxDistance,
            @Parameter(description = "none, or logits to order candidates by the query's logits")
                    @RequestParam(required = false)
                    @Nullable
                    String rerank,
            @Parameter(description = "How many documents are ordered anew") @RequestParam(required = false) @Nullable
                    Integer candidates,
            @Parameter(description = "How many uncertain bits of the text's code count as undecided, at most 6")
                    @RequestParam(required = false)
                    @Nullable
                    Integer probes,
            @Parameter(description = "How much words count, from 0 (codes alone) to 1 (BM25 alone)")
                    @RequestParam(required = false)
                    @Nullable
                    Double hybrid,
            @Parameter(description = FILTER) @RequestParam(required = false) @Nullable String filter,
            @Parameter(description = "Names with commas between them; * for the payload, text for the text")
                    @RequestParam(required = false)
                    @Nullable
                    String fields,
            @Parameter(description = FACETS) @RequestParam(required = false) @Nullable String facets,
            @Parameter(description = "How many values of each, 10 if absent")
                    @RequestParam(name = "facet_size", required = false)
                    @Nullable
                    Integer facetSize,
            @Parameter(description = "Whether hits show where the words of the text stand in theirs")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean highlight,
            @Parameter(description = "Whether hits say in which bits they differ")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean explain,
            @Parameter(description = "Whether the reply tells how the index found it")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean plan) {
        return searcher.search(
                generation,
                collection.settings(),
                new SearchRequest(
                        null,
                        q,
                        null,
                        null,
                        k,
                        offset,
                        cursor,
                        maxDistance,
                        rerank,
                        candidates,
                        probes,
                        hybrid,
                        filter == null ? null : StringNode.valueOf(filter),
                        names(fields),
                        names(facets),
                        facetSize,
                        highlight,
                        explain,
                        plan));
    }

    @PostMapping(
            path = {"/search", "/collections/{collection}/search"},
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The documents whose codes are nearest to that of a text, a code or a document",
            description = "Or those of several at once: 'queries' holds searches, and what is said beside it holds for"
                    + " all of them that do not say otherwise.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(oneOf = {SearchReply.class, SearchReplies.class})))
    Object post(Generation generation, Collection collection, @RequestBody SearchRequest request) {
        return request.queries() == null
                ? searcher.search(generation, collection.settings(), request)
                : searcher.searchAll(generation, collection.settings(), request);
    }

    @GetMapping(
            path = {"/documents/{id}/similar", "/collections/{collection}/documents/{id}/similar"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The documents nearest to a stored one, itself left out")
    SearchReply similar(
            Generation generation,
            Collection collection,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer k,
            @RequestParam(required = false) @Nullable Integer offset,
            @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(name = "max_distance", required = false) @Nullable Integer maxDistance,
            @Parameter(description = FILTER) @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable String fields,
            @Parameter(description = FACETS) @RequestParam(required = false) @Nullable String facets,
            @RequestParam(name = "facet_size", required = false) @Nullable Integer facetSize,
            @RequestParam(required = false) @Nullable Boolean explain,
            @RequestParam(required = false) @Nullable Boolean plan) {
        return searcher.search(
                generation,
                collection.settings(),
                new SearchRequest(
                        null,
                        null,
                        null,
                        id,
                        k,
                        offset,
                        cursor,
                        maxDistance,
                        null,
                        null,
                        null,
                        null,
                        filter == null ? null : StringNode.valueOf(filter),
                        names(fields),
                        names(facets),
                        facetSize,
                        null,
                        explain,
                        plan));
    }

    private static @Nullable List<@Nullable String> names(@Nullable String fields) {
        return fields == null
                ? null
                : Arrays.stream(fields.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .<@Nullable String>map(name -> name)
                        .toList();
    }
}
