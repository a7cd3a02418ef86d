package io.corrsh.service.collections.http;

import io.corrsh.service.collections.Aliases;
import io.corrsh.service.collections.Collection;
import io.corrsh.service.collections.CollectionRegistry;
import io.corrsh.service.collections.CollectionState;
import io.corrsh.service.collections.settings.CollectionSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/collections", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "collections")
final class CollectionController {

    private final CollectionRegistry collections;
    private final Aliases aliases;

    CollectionController(CollectionRegistry collections, Aliases aliases) {
        this.collections = collections;
        this.aliases = aliases;
    }

    /** All collections. */
    record All(List<CollectionState> collections) {}

    /**
     * What a new collection is to be.
     *
     * @param model a model of {@code GET /models}; the default one if absent
     * @param settings what requests mean where they do not say it
     */
    record CreateRequest(@Nullable String model, @Nullable CollectionSettings settings) {}

    @GetMapping
    @Operation(summary = "The collections")
    All all() {
        return new All(collections.all().stream().map(this::state).toList());
    }

    @GetMapping("/{collection}")
    @Operation(summary = "How a collection does")
    CollectionState one(Collection collection) {
        return state(collection);
    }

    @PutMapping(path = "/{collection}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Make an empty collection", description = "With a model of GET /models.")
    ResponseEntity<CollectionState> create(
            @PathVariable("collection") String name, @RequestBody CreateRequest request) {
        Collection created = aliases.create(name, request.model(), request.settings());
        return ResponseEntity.created(URI.create("/collections/" + name)).body(state(created));
    }

    @GetMapping("/{collection}/settings")
    @Operation(summary = "What requests to a collection mean where they do not say it themselves")
    CollectionSettings settings(Collection collection) {
        return collection.settings();
    }

    @PutMapping(path = "/{collection}/settings", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Replace a collection's settings",
            description = "What is absent is as everywhere else. Documents that are stored already stay as they are.")
    CollectionSettings set(Collection collection, @RequestBody CollectionSettings settings) {
        collection.set(settings);
        return collection.settings();
    }

    @DeleteMapping("/{collection}")
    @Operation(
            summary = "Delete a collection with its documents",
            description = "The default one stays, and so does one that has an alias or that a job uses.")
    ResponseEntity<Void> delete(@PathVariable("collection") String name) {
        aliases.delete(name);
        return ResponseEntity.noContent().build();
    }

    private CollectionState state(Collection collection) {
        return CollectionState.of(collection, aliases.all());
    }
}
