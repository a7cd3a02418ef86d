package io.corrsh.service.collections;

import io.corrsh.index.CodeSpace;
import io.corrsh.service.metrics.index.IndexTimers;
import io.corrsh.service.models.ModelLease;
import io.corrsh.service.models.ModelRegistry;
import io.corrsh.service.storage.IndexOpener;
import io.corrsh.service.storage.OpenIndex;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens generations: their index, with the model that made its codes. */
@Component
public final class GenerationOpener {

    private final CollectionFiles files;
    private final ModelRegistry models;
    private final MeterRegistry registry;
    private final IndexTimers timers;
    private final InstantSource clock;

    GenerationOpener(
            CollectionFiles files,
            ModelRegistry models,
            MeterRegistry registry,
            IndexTimers timers,
            InstantSource clock) {
        this.files = files;
        this.models = models;
        this.registry = registry;
        this.timers = timers;
        this.clock = clock;
    }

    /**
     * What a new generation would be.
     *
     * @param model a name or an identity of a model that is served; {@code null} for the default one
     * @throws io.corrsh.service.problems.ProblemException if there is no such model, or it cannot be loaded
     */
    public GenerationRecord describe(String directory, @Nullable String model) {
        try (ModelLease lease = models.lend(model)) {
            String identity = lease.encoder().model();
            Path bundle = models.bundle(identity);
            return new GenerationRecord(
                    directory,
                    identity,
                    lease.encoder().bits(),
                    bundle == null ? null : bundle.toAbsolutePath().normalize().toString(),
                    clock.instant());
        }
    }

    /**
     * Opens a generation, or makes its index if there is none.
     *
     * @throws io.corrsh.service.problems.ProblemException if its model is not there any more
     * @throws io.corrsh.service.storage.UnusableIndexException if its index cannot be used
     */
    public Generation open(GenerationRecord record) {
        String bundle = record.bundle();
        ModelLease lease = models.lendExactly(record.model(), bundle == null ? null : Path.of(bundle));
        boolean opened = false;
        try {
            OpenIndex index = IndexOpener.open(
                    files.index(record),
                    new CodeSpace(record.model(), record.bits()),
                    lease.model().bundle().description().analyzer(),
                    registry,
                    timers,
                    clock);
            opened = true;
            return new Generation(record, index, lease);
        } finally {
            if (!opened) {
                lease.close();
            }
        }
    }
}
