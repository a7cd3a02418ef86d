package io.corrsh.service.documents.bulk;

import io.corrsh.index.CodeSpace;
import io.corrsh.service.collections.Collection;
import io.corrsh.service.collections.settings.OnDuplicate;
import io.corrsh.service.documents.DocumentBody;
import io.corrsh.service.documents.DocumentParser;
import io.corrsh.service.documents.Refresh;
import io.corrsh.service.documents.WriteRules;
import io.corrsh.service.documents.store.DocumentStore;
import io.corrsh.service.documents.store.OperationStore;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Limits;
import io.corrsh.service.storage.passages.PassageRule;
import io.corrsh.service.web.MediaTypes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "documents")
final class BulkController {

    private final DocumentParser parser;
    private final DocumentStore store;
    private final OperationStore operations;
    private final Limits limits;
    private final JsonMapper json;

    BulkController(
            DocumentParser parser,
            DocumentStore store,
            OperationStore operations,
            CorrshProperties properties,
            JsonMapper json) {
        this.parser = parser;
        this.store = store;
        this.operations = operations;
        this.limits = properties.limits();
        this.json = json;
    }

    @PostMapping(
            path = {"/documents", "/collections/{collection}/documents"},
            consumes = MediaTypes.JSON_LINES,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Store a document, or several as JSON lines", description = DocumentBody.WRITING)
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = DocumentBody.class)),
                @Content(mediaType = MediaTypes.JSON_LINES, schema = @Schema(implementation = DocumentBody.class))
            })
    @ApiResponse(
            responseCode = "200",
            description = "A status for each line",
            content = @Content(schema = @Schema(implementation = BulkReply.class)))
    void load(
            Collection collection,
            @RequestParam(name = "on_duplicate", required = false) @Nullable String onDuplicate,
            @RequestParam(name = "max_distance", required = false) @Nullable Integer maxDistance,
            @Parameter(description = DocumentBody.PASSAGE_WORDS)
                    @RequestParam(name = PassageRule.WORDS, required = false)
                    @Nullable
                    Integer passageWords,
            @Parameter(description = DocumentBody.PASSAGE_OVERLAP)
                    @RequestParam(name = PassageRule.OVERLAP, required = false)
                    @Nullable
                    Integer passageOverlap,
            @Parameter(description = "Whether lines are operations: {\"op\": \"index|create|delete\", ...}")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean ops,
            @RequestParam(required = false) @Nullable String refresh,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        long started = System.nanoTime();
        Refresh.check(refresh);
        WriteRules rules = WriteRules.of(collection, onDuplicate, maxDistance, passageWords, passageOverlap);
        if (Boolean.TRUE.equals(ops)
                && onDuplicate != null
                && rules.duplicates().action() != OnDuplicate.KEEP) {
            throw ProblemException.invalid(OnDuplicate.NAME, "must be absent with 'ops'");
        }
        try (ItemSpool items = new ItemSpool(json)) {
            LineWrites<?> writes = Boolean.TRUE.equals(ops)
                    ? new OperationWrites(parser, operations, collection, rules.passages(), json)
                    : new DocumentWrites(parser, store, collection, rules);
            new BulkLoad<>(writes, limits, items).run(request.getInputStream());
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            OutputStream out = response.getOutputStream();
            out.write(head(collection.space(), items, (System.nanoTime() - started) / 1e6));
            items.writeTo(out);
            out.write("]}".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The reply's object, open where the items follow. */
    private byte[] head(CodeSpace space, ItemSpool items, double tookMs) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("model", space.model());
        head.put("bits", space.bits());
        head.put("took_ms", tookMs);
        head.put("errors", items.failed() > 0);
        head.put("accepted", items.accepted());
        head.put("failed", items.failed());
        String object = json.writeValueAsString(head);
        return (object.substring(0, object.length() - 1) + ",\"items\":[").getBytes(StandardCharsets.UTF_8);
    }
}
