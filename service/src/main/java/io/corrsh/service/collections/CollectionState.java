package io.corrsh.service.collections;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.corrsh.service.collections.settings.CollectionSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a collection does.
 *
 * @param name its name
 * @param model the identity of the model that makes its codes
 * @param bits their length
 * @param created when it was made
 * @param documents how many it has; {@code null} if it cannot be opened
 * @param settings what requests mean where they do not say it
 * @param aliases its other names
 * @param jobs what works on it in the background
 * @param previous the generation that {@code rollback} would bring back
 * @param error why it cannot be opened
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CollectionState(
        String name,
        String model,
        int bits,
        Instant created,
        @Nullable Long documents,
        CollectionSettings settings,
        List<String> aliases,
        List<String> jobs,
        @Nullable Previous previous,
        @Nullable String error) {

    /** The generation before. */
    public record Previous(String model, int bits, Instant created) {}

    /** How a collection does now. */
    public static CollectionState of(Collection collection, Map<String, String> aliases) {
        CollectionRecord record = collection.record();
        Long documents = null;
        if (collection.failure() == null) {
            try (Lease lease = collection.lend()) {
                documents = lease.generation().index().statistics().documents();
            }
        }
        GenerationRecord previous = record.previous();
        return new CollectionState(
                record.name(),
                record.current().model(),
                record.current().bits(),
                record.created(),
                documents,
                collection.settings(),
                aliases.entrySet().stream()
                        .filter(alias -> alias.getValue().equals(record.name()))
                        .map(Map.Entry::getKey)
                        .toList(),
                collection.jobs().stream().sorted().toList(),
                previous == null ? null : new Previous(previous.model(), previous.bits(), previous.created()),
                collection.failure());
    }
}
