package io.corrsh.service.documents;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.IndexedDocument;
import io.corrsh.service.codes.HexCode;
import io.corrsh.service.collections.Collection;
import io.corrsh.service.collections.Generation;
import io.corrsh.service.collections.Lease;
import io.corrsh.service.documents.store.DocumentStore;
import io.corrsh.service.documents.store.ParsedDocument;
import io.corrsh.service.documents.store.Precondition;
import io.corrsh.service.documents.store.Stored;
import io.corrsh.service.documents.store.Version;
import io.corrsh.service.filter.Filters;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Limits;
import io.corrsh.service.storage.DocumentSource;
import io.corrsh.service.storage.passages.PassageRule;
import io.corrsh.service.storage.passages.PassageTable;
import io.corrsh.service.web.MediaTypes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
@Tag(name = "documents")
final class DocumentController {

    private static final String ON_DUPLICATE =
            "What to do with a document that is like one in the index: keep, skip, or tag it";
    private static final String MAX_DISTANCE = "From which distance on documents are not alike, 0 if absent";
    private static final String REFRESH = "true, wait or false; a write is seen when it is answered, whatever is said";

    private static final byte[] NOTHING = {};

    private final DocumentParser parser;
    private final DocumentStore store;
    private final DocumentSource source;
    private final Limits limits;

    DocumentController(DocumentParser parser, DocumentStore store, DocumentSource source, CorrshProperties properties) {
        this.limits = properties.limits();
        this.parser = parser;
        this.store = store;
        this.source = source;
    }

    @PostMapping(
            path = {"/documents", "/collections/{collection}/documents"},
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
    ResponseEntity<StoredReply> post(
            Collection collection,
            @Parameter(description = ON_DUPLICATE) @RequestParam(name = "on_duplicate", required = false) @Nullable
                    String onDuplicate,
            @Parameter(description = MAX_DISTANCE) @RequestParam(name = "max_distance", required = false) @Nullable
                    Integer maxDistance,
            @Parameter(description = DocumentBody.PASSAGE_WORDS)
                    @RequestParam(name = PassageRule.WORDS, required = false)
                    @Nullable
                    Integer passageWords,
            @Parameter(description = DocumentBody.PASSAGE_OVERLAP)
                    @RequestParam(name = PassageRule.OVERLAP, required = false)
                    @Nullable
                    Integer passageOverlap,
            @Parameter(description = REFRESH) @RequestParam(required = false) @Nullable String refresh,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            @RequestBody(required = false) byte[] body) {
        Refresh.check(refresh);
        WriteRules rules = WriteRules.of(collection, onDuplicate, maxDistance, passageWords, passageOverlap);
        ParsedDocument document = parser.parse(body == null ? NOTHING : body);
        return put(collection, document, rules, new Precondition(ifMatch, ifNoneMatch));
    }

    @PutMapping(
            path = {"/documents/{id}", "/collections/{collection}/documents/{id}"},
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Store a document under an id")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = DocumentBody.class)))
    ResponseEntity<StoredReply> put(
            Collection collection,
            @PathVariable String id,
            @Parameter(description = ON_DUPLICATE) @RequestParam(name = "on_duplicate", required = false) @Nullable
                    String onDuplicate,
            @Parameter(description = MAX_DISTANCE) @RequestParam(name = "max_distance", required = false) @Nullable
                    Integer maxDistance,
            @Parameter(description = DocumentBody.PASSAGE_WORDS)
                    @RequestParam(name = PassageRule.WORDS, required = false)
                    @Nullable
                    Integer passageWords,
            @Parameter(description = DocumentBody.PASSAGE_OVERLAP)
                    @RequestParam(name = PassageRule.OVERLAP, required = false)
                    @Nullable
                    Integer passageOverlap,
            @Parameter(description = REFRESH) @RequestParam(required = false) @Nullable String refresh,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            @RequestBody(required = false) byte[] body) {
        Refresh.check(refresh);
        WriteRules rules = WriteRules.of(collection, onDuplicate, maxDistance, passageWords, passageOverlap);
        Violations violations = new Violations();
        DocumentParser.check(id, violations);
        violations.check();
        ParsedDocument document = parser.parse(body == null ? NOTHING : body, id, "the path's");
        return put(collection, document, rules, new Precondition(ifMatch, ifNoneMatch));
    }

    @GetMapping(
            path = {"/documents/{id}", "/collections/{collection}/documents/{id}"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "A document with its code")
    ResponseEntity<DocumentReply> get(Generation generation, @PathVariable String id) {
        HammingIndex index = generation.index();
        IndexedDocument document = index.get(id).orElseThrow(() -> unknown(id));
        String version = Version.of(PassageTable.json(document.source()));
        DocumentReply reply = new DocumentReply(
                index.space().model(),
                index.space().bits(),
                id,
                document.code() != null,
                HexCode.format(document.code(), index.space().bits()),
                version,
                source.document(document));
        return ResponseEntity.ok().eTag(Version.tag(version)).body(reply);
    }

    @DeleteMapping({"/documents/{id}", "/collections/{collection}/documents/{id}"})
    @Operation(summary = "Remove a document")
    ResponseEntity<Void> delete(
            Collection collection,
            @PathVariable String id,
            @Parameter(description = REFRESH) @RequestParam(required = false) @Nullable String refresh,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Refresh.check(refresh);
        if (!store.delete(collection, id, new Precondition(ifMatch, null))) {
            throw unknown(id);
        }
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping(
            path = {"/documents", "/collections/{collection}/documents"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Remove all documents that pass a filter")
    DeletedReply deleteMatching(
            Collection collection,
            @Parameter(description = "In the language of filters", example = "year:[* TO 1990]") @RequestParam
                    String filter,
            @Parameter(description = "Whether they are only counted")
                    @RequestParam(name = "dry_run", required = false)
                    @Nullable
                    Boolean dryRun,
            @Parameter(description = REFRESH) @RequestParam(required = false) @Nullable String refresh) {
        long started = System.nanoTime();
        Refresh.check(refresh);
        Violations violations = new Violations();
        Filter parsed = Filters.parse(filter, limits, violations);
        violations.check();
        Filter wanted = Objects.requireNonNull(parsed);
        boolean dry = Boolean.TRUE.equals(dryRun);
        long matching = dry ? count(collection, wanted) : store.delete(collection, wanted);
        CodeSpace space = collection.space();
        return new DeletedReply(
                space.model(), space.bits(), (System.nanoTime() - started) / 1e6, matching, dry ? 0 : matching);
    }

    private static long count(Collection collection, Filter filter) {
        try (Lease lease = collection.lend()) {
            return lease.generation().index().count(filter);
        }
    }

    private ResponseEntity<StoredReply> put(
            Collection collection, ParsedDocument document, WriteRules rules, Precondition precondition) {
        Stored stored = store.put(collection, document.cut(rules.passages()), rules.duplicates(), precondition);
        StoredReply reply = StoredReply.of(stored);
        ResponseEntity.BodyBuilder answer = stored.created()
                ? ResponseEntity.status(HttpStatus.CREATED).location(location(collection, document.id()))
                : ResponseEntity.ok();
        return (stored.skipped() ? answer : answer.eTag(Version.tag(stored.version()))).body(reply);
    }

    private static URI location(Collection collection, String id) {
        return UriComponentsBuilder.fromPath(collection.path() + "/documents")
                .pathSegment("{id}")
                .encode()
                .build(id);
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(ProblemKind.NOT_FOUND, "There is no document '%s'".formatted(id));
    }
}
