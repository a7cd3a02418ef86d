package io.corrsh.service.documents;

import io.corrsh.index.Change;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.IndexedDocument;
import io.corrsh.service.codes.HexCode;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.storage.DocumentSource;
import io.corrsh.service.web.MediaTypes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
@Tag(name = "documents")
final class DocumentController {

    private static final byte[] NOTHING = {};

    private final DocumentParser parser;
    private final DocumentStore store;
    private final DocumentSource source;
    private final HammingIndex index;

    DocumentController(DocumentParser parser, DocumentStore store, DocumentSource source, HammingIndex index) {
        this.parser = parser;
        this.store = store;
        this.source = source;
        this.index = index;
    }

    @PostMapping(
            path = "/documents",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Store a document, or several as JSON lines", description = DocumentBody.WRITING)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = DocumentBody.class)),
                @Content(mediaType = MediaTypes.JSON_LINES, schema = @Schema(implementation = DocumentBody.class))
            })
    ResponseEntity<StoredReply> post(@RequestBody(required = false) byte[] body) {
        return put(parser.parse(body == null ? NOTHING : body));
    }

    @PutMapping(
            path = "/documents/{id}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Store a document under an id")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = DocumentBody.class)))
    ResponseEntity<StoredReply> put(@PathVariable String id, @RequestBody(required = false) byte[] body) {
        Violations violations = new Violations();
        DocumentParser.check(id, violations);
        violations.check();
        return put(parser.parse(body == null ? NOTHING : body, id));
    }

    @GetMapping(path = "/documents/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "A document with its code")
    DocumentReply get(@PathVariable String id) {
        IndexedDocument document = index.get(id).orElseThrow(() -> unknown(id));
        return new DocumentReply(
                index.space().model(),
                index.space().bits(),
                id,
                document.code() != null,
                HexCode.format(document.code(), index.space().bits()),
                source.document(document));
    }

    @DeleteMapping("/documents/{id}")
    @Operation(summary = "Remove a document")
    ResponseEntity<Void> delete(@PathVariable String id) {
        if (index.get(id).isEmpty()) {
            throw unknown(id);
        }
        index.apply(List.of(new Change.Delete(id)));
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<StoredReply> put(ParsedDocument document) {
        DocumentStore.Stored stored = store.put(List.of(document)).getFirst();
        StoredReply reply = StoredReply.of(index.space().model(), index.space().bits(), stored);
        if (stored.replaced()) {
            return ResponseEntity.ok(reply);
        }
        return ResponseEntity.status(HttpStatus.CREATED)
                .location(location(document.id()))
                .body(reply);
    }

    private static URI location(String id) {
        return UriComponentsBuilder.fromPath("/documents")
                .pathSegment("{id}")
                .encode()
                .build(id);
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(ProblemKind.NOT_FOUND, "There is no document '%s'".formatted(id));
    }
}
