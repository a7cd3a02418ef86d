package io.corrsh.service.models;

import io.corrsh.model.batch.BatchOptions;
import io.corrsh.model.batch.BatchingTextEncoder;
import io.corrsh.model.bundle.DefaultModel;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.EncoderOptions.DeviceChoice;
import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.model.explain.TextExplainer;
import io.corrsh.model.route.EngineChoice;
import io.corrsh.model.route.Routes;
import io.corrsh.model.route.RoutingEncoder;
import io.corrsh.service.admission.AdmittingTextEncoder;
import io.corrsh.service.metrics.BatchMetrics;
import io.corrsh.service.metrics.EncoderGauges;
import io.corrsh.service.metrics.MeteredTextEncoder;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Encode;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

    @Bean
    ModelBundle modelBundle(CorrshProperties properties) {
        Path directory = properties.model();
        try {
            return directory == null ? DefaultModel.load() : ModelBundle.load(directory);
        } catch (IOException e) {
            throw new UnusableModelException(directory, e);
        }
    }

    @Bean
    TextExplainer textExplainer(ModelBundle bundle) {
        return new TextExplainer(bundle);
    }

    @Bean
    RoutingEncoder routingEncoder(ModelBundle bundle, CorrshProperties properties) {
        Encode settings = properties.encode();
        try {
            return Routes.open(
                    EncoderWeights.of(bundle.tensors()),
                    DeviceChoice.valueOf(properties.device().name()),
                    EngineChoice.valueOf(settings.engine().name()),
                    settings.batchTexts());
        } catch (IllegalStateException e) {
            throw new UnusableDeviceException(properties.device().name().toLowerCase(Locale.ROOT), e);
        }
    }

    @Bean
    BatchingTextEncoder batchingTextEncoder(
            ModelBundle bundle, RoutingEncoder routes, CorrshProperties properties, MeterRegistry registry) {
        Encode settings = properties.encode();
        BatchOptions options = new BatchOptions(
                threads(settings, routes),
                settings.batchTexts(),
                settings.batchTokens(),
                settings.linger(),
                settings.queue());
        return new BatchingTextEncoder(bundle, routes.weights(), routes, options, new BatchMetrics(registry));
    }

    @Bean
    @Primary
    TextEncoder textEncoder(BatchingTextEncoder encoder, MeterRegistry registry) {
        return new AdmittingTextEncoder(new MeteredTextEncoder(encoder, registry));
    }

    @Bean
    EncoderGauges encoderGauges(BatchingTextEncoder encoder, RoutingEncoder routes, CorrshProperties properties) {
        return new EncoderGauges(encoder, routes, properties.encode().queue());
    }

    private static int threads(Encode settings, RoutingEncoder routes) {
        if (settings.threads() > 0) {
            return settings.threads();
        }
        int gpus = routes.gpus();
        return gpus > 0 ? gpus : Runtime.getRuntime().availableProcessors();
    }
}
