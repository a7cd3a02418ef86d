package io.corrsh.service.models;

import io.corrsh.model.batch.EncodeRefusedException;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.admission.TextRoom;
import io.corrsh.service.metrics.encode.ModelCounters;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.settings.CorrshProperties.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that are served: the default one, which made the index's codes and stays, and others that come and go. Safe for use by
 * several threads at once. Owns all but the default one.
 */
public final class ModelRegistry implements TextRoom, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelRegistry.class);

    private final String defaultName;
    private final SharedModel defaultModel;
    private final @Nullable Path defaultBundle;
    private final Device device;
    private final Instant started = Instant.now();
    private final ModelLoader loader;
    private final WeightMemory memory;
    private final ModelCounters counters;
    private final LongSupplier clock;
    private final ConcurrentMap<String, ModelSlot> slots = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("corrsh-models").daemon().factory());

    ModelRegistry(
            LoadedModel defaultModel,
            @Nullable Path defaultBundle,
            Device device,
            ModelLoader loader,
            WeightMemory memory,
            ModelCounters counters,
            LongSupplier clock) {
        this.defaultName = defaultModel.bundle().description().name();
        this.defaultBundle = defaultBundle;
        this.device = device;
        this.loader = loader;
        this.memory = memory;
        this.counters = counters;
        this.clock = clock;
        this.defaultModel = new SharedModel(defaultModel, clock, this::closeLater, () -> {});
        memory.add(defaultModel.bytes());
        thread.scheduleWithFixedDelay(this::unloadIdle, 1, 1, TimeUnit.SECONDS);
    }

    /** The name of the default model. */
    public String defaultName() {
        return defaultName;
    }

    /**
     * Lends a model to a request, which gives it back.
     *
     * @param model a name, or the identity of a model that was loaded; null for the default one
     * @throws ProblemException if there is no such model, or it cannot be loaded
     */
    public ModelLease lend(@Nullable String model) {
        ModelSlot slot = model == null ? null : find(model);
        ModelLease lease = slot != null ? slot.lend() : model == null || isDefault(model) ? defaultModel.lend() : null;
        if (lease == null) {
            throw unknown(String.valueOf(model));
        }
        return lease;
    }

    /**
     * Lends the model that made some codes, whatever it is called.
     *
     * @param identity its identity
     * @param bundle where it lies if no model that is served is it; {@code null} if it ships with CorrSH
     * @throws ProblemException if it is not there any more, or cannot be loaded
     */
    public ModelLease lendExactly(String identity, @Nullable Path bundle) {
        if (find(identity) == null && !isDefault(identity) && bundle != null) {
            put(slot(new ServedModel(identity, bundle, device, Duration.ZERO)));
        }
        ModelLease lease = lend(identity);
        String found = lease.encoder().model();
        if (!found.equals(identity)) {
            lease.close();
            throw new ProblemException(
                    ProblemKind.MODEL_UNAVAILABLE,
                    "The model '%s' is not there any more: '%s' holds '%s'".formatted(identity, bundle, found));
        }
        return lease;
    }

    /** Where the bundle of a model lies that is served; {@code null} for one that ships with CorrSH. */
    public @Nullable Path bundle(String model) {
        ModelSlot slot = find(model);
        return slot == null ? defaultBundle : slot.served().path();
    }

    /** Serves another model without loading it yet; gives back false if there is one of its name. */
    boolean add(ServedModel model) {
        return put(slot(model));
    }

    /**
     * Loads another model and serves it.
     *
     * @throws ProblemException if there is one of its name, or it cannot be loaded
     */
    public ModelState load(ServedModel model) {
        ModelSlot slot = slot(model);
        if (!put(slot)) {
            throw new ProblemException(
                    ProblemKind.MODEL_CONFLICT, "There is a model '%s' already".formatted(model.name()));
        }
        try (ModelLease lease = slot.lend()) {
            if (lease == null) {
                throw unknown(model.name());
            }
        } catch (ProblemException e) {
            slots.remove(model.name(), slot);
            slot.remove();
            throw e;
        }
        return slot.state();
    }

    /**
     * Takes a model away. Requests that use it finish, then it is unloaded.
     *
     * @throws ProblemException if there is none, or it is the default one
     */
    public void remove(String name) {
        if (name.equals(defaultName)) {
            throw new ProblemException(
                    ProblemKind.MODEL_CONFLICT,
                    "The default model '%s' made the codes of the index and stays".formatted(name));
        }
        ModelSlot slot = slots.remove(name);
        if (slot == null) {
            throw unknown(name);
        }
        slot.remove();
    }

    /** How all models do, the default one first. */
    public List<ModelState> states() {
        List<ModelState> states = new ArrayList<>();
        slots.values().stream()
                .map(ModelSlot::state)
                .sorted(Comparator.comparing(ModelState::name))
                .forEach(states::add);
        states.addFirst(ModelState.of(defaultName, true, Duration.ZERO, started, defaultModel));
        return states;
    }

    /**
     * How a model does.
     *
     * @throws ProblemException if there is no such model
     */
    public ModelState state(String name) {
        return states().stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    /** {@inheritDoc} Which model they are for is not known before they are read: there is room if any model has some. */
    @Override
    public @Nullable EncodeRefusedException refusal(String caller) {
        EncodeRefusedException refusal = defaultModel.model().room().refusal(caller);
        if (refusal == null) {
            return null;
        }
        return slots.values().stream().allMatch(slot -> slot.isFull(caller)) ? refusal : null;
    }

    /** The bytes that all weights take. */
    public long usedBytes() {
        return memory.used();
    }

    /** How many bytes all weights may take. */
    public long mostBytes() {
        return memory.most();
    }

    /** Unloads the models that no request has used for their time. */
    void unloadIdle() {
        for (ModelSlot slot : slots.values()) {
            try {
                slot.unloadIfIdle();
            } catch (RuntimeException e) {
                // The others are to be unloaded, and this is to be called again.
                LOG.error(
                        "The model '{}' was not unloaded cleanly", slot.served().name(), e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        List.copyOf(slots.keySet()).forEach(this::remove);
    }

    private ModelSlot slot(ServedModel model) {
        return new ModelSlot(model, loader, memory, counters, clock, this::closeLater);
    }

    private boolean put(ModelSlot slot) {
        String name = slot.served().name();
        return !name.equals(defaultName) && slots.putIfAbsent(name, slot) == null;
    }

    /** Closes a model while its last request is answered; when the service ends, before. */
    private void closeLater(Runnable close) {
        try {
            thread.execute(close);
        } catch (RejectedExecutionException e) {
            close.run();
        }
    }

    private @Nullable ModelSlot find(String model) {
        ModelSlot named = slots.get(model);
        if (named != null || isDefault(model)) {
            return named;
        }
        return slots.values().stream()
                .filter(slot -> model.equals(slot.identity()))
                .findFirst()
                .orElse(null);
    }

    private boolean isDefault(String model) {
        TextEncoder encoder = defaultModel.model().encoder();
        return model.equals(defaultName) || model.equals(encoder.model());
    }

    private ProblemException unknown(String model) {
        List<String> names = states().stream().map(ModelState::name).toList();
        return new ProblemException(
                ProblemKind.MODEL_NOT_FOUND, "'model' must be one of %s, got '%s'".formatted(names, shortened(model)));
    }

    private static String shortened(String model) {
        return model.length() <= 100 ? model : model.substring(0, 100) + "...";
    }
}
