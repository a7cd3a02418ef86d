package io.corrsh.service.collections.http;

import io.corrsh.service.collections.Aliases;
import io.corrsh.service.problems.Violations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
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
@RequestMapping(path = "/aliases", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "collections")
final class AliasController {

    private final Aliases aliases;

    AliasController(Aliases aliases) {
        this.aliases = aliases;
    }

    /** The collection that each alias stands for. */
    record All(Map<String, String> aliases) {}

    /**
     * What is to change.
     *
     * @param aliases the collection that each alias is to stand for; null to remove it
     */
    record ChangeRequest(@Nullable Map<String, @Nullable String> aliases) {}

    /**
     * What an alias is to stand for.
     *
     * @param collection the collection's name
     */
    record AliasRequest(@Nullable String collection) {}

    @GetMapping
    @Operation(summary = "The aliases, and which collection each stands for")
    All all() {
        return new All(aliases.all());
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Make, switch and remove several aliases in one step",
            description = "All of them or, if one is wrong, none; those that are not named stay.")
    All change(@RequestBody ChangeRequest request) {
        if (request.aliases() == null) {
            required("aliases", "an object, from alias to collection, or to null to remove it");
        }
        aliases.change(Objects.requireNonNull(request.aliases()));
        return all();
    }

    @PutMapping(path = "/{alias}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Make or switch an alias")
    All put(@PathVariable String alias, @RequestBody AliasRequest request) {
        if (request.collection() == null) {
            required("collection", "the name of a collection");
        }
        aliases.change(Map.of(alias, Objects.requireNonNull(request.collection())));
        return all();
    }

    @DeleteMapping("/{alias}")
    @Operation(summary = "Remove an alias; its collection stays")
    ResponseEntity<Void> delete(@PathVariable String alias) {
        aliases.change(Collections.singletonMap(alias, null));
        return ResponseEntity.noContent().build();
    }

    private static void required(String field, String what) {
        Violations violations = new Violations();
        violations.add(field, "is required: " + what);
        violations.check();
    }
}
