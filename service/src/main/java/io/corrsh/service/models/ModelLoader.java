package io.corrsh.service.models;

import io.corrsh.model.batch.BatchOptions;
import io.corrsh.model.batch.BatchingTextEncoder;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.EncoderOptions.DeviceChoice;
import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.explain.TextExplainer;
import io.corrsh.model.route.EngineChoice;
import io.corrsh.model.route.Routes;
import io.corrsh.model.route.RoutingEncoder;
import io.corrsh.service.admission.AdmittingTextEncoder;
import io.corrsh.service.metrics.encode.BatchMetrics;
import io.corrsh.service.metrics.encode.MeteredTextEncoder;
import io.corrsh.service.metrics.encode.ModelMeters;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.CorrshProperties.Device;
import io.corrsh.service.settings.Encode;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Makes models ready to encode. */
@Component
final class ModelLoader {

    private final Encode settings;
    private final MeterRegistry registry;

    ModelLoader(CorrshProperties properties, MeterRegistry registry) {
        this.settings = properties.encode();
        this.registry = registry;
    }

    /**
     * Puts a model's weights onto a device and warms it up.
     *
     * @param name what the model is called in metrics
     * @throws UnusableDeviceException if the device cannot be used
     */
    LoadedModel load(String name, ModelBundle bundle, Device device) {
        RoutingEncoder routes = routes(bundle, device);
        BatchOptions options = new BatchOptions(
                threads(routes), settings.batchTexts(), settings.batchTokens(), settings.linger(), settings.queue());
        BatchingTextEncoder encoder =
                new BatchingTextEncoder(bundle, routes.weights(), routes, options, new BatchMetrics(registry));
        MeteredTextEncoder metered = new MeteredTextEncoder(encoder, registry);
        ModelMeters meters = new ModelMeters(
                registry,
                name,
                encoder,
                routes,
                settings.queue(),
                WeightMemory.bytes(bundle.sizes()),
                metered::oldestSeconds);
        return new LoadedModel(
                bundle,
                new AdmittingTextEncoder(metered),
                encoder::refusal,
                routes,
                new TextExplainer(bundle),
                new BitWords(bundle),
                meters);
    }

    private RoutingEncoder routes(ModelBundle bundle, Device device) {
        try {
            return Routes.open(
                    EncoderWeights.of(bundle.tensors()),
                    DeviceChoice.valueOf(device.name()),
                    EngineChoice.valueOf(settings.engine().name()),
                    settings.batchTexts());
        } catch (IllegalStateException e) {
            throw new UnusableDeviceException(device.name().toLowerCase(Locale.ROOT), e);
        }
    }

    private int threads(RoutingEncoder routes) {
        if (settings.threads() > 0) {
            return settings.threads();
        }
        int gpus = routes.gpus();
        return gpus > 0 ? gpus : Runtime.getRuntime().availableProcessors();
    }
}
