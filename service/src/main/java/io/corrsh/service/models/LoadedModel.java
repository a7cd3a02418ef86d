package io.corrsh.service.models;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.model.explain.TextExplainer;
import io.corrsh.model.route.RoutingEncoder;
import io.corrsh.service.admission.TextRoom;
import io.corrsh.service.metrics.encode.ModelMeters;

/**
 * A model in memory.
 *
 * @param bundle what it is
 * @param encoder makes codes of texts, for requests
 * @param room whether the encoder would take texts now
 * @param routes the devices behind {@code encoder}
 * @param explainer tells which words decided a code
 * @param words the words behind each bit
 * @param meters its own meters
 */
public record LoadedModel(
        ModelBundle bundle,
        TextEncoder encoder,
        TextRoom room,
        RoutingEncoder routes,
        TextExplainer explainer,
        BitWords words,
        ModelMeters meters)
        implements AutoCloseable {

    /** The bytes that its weights take in memory. */
    long bytes() {
        return WeightMemory.bytes(bundle.sizes());
    }

    /** Finishes the texts that it has, then gives back threads and native memory. */
    @Override
    public void close() {
        meters.close();
        encoder.close();
    }
}
