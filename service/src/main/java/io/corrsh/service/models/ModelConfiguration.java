package io.corrsh.service.models;

import io.corrsh.model.bundle.DefaultModel;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.EncoderOptions;
import io.corrsh.model.encoder.EncoderOptions.DeviceChoice;
import io.corrsh.model.encoder.ModelTextEncoder;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.model.explain.TextExplainer;
import io.corrsh.service.metrics.MeteredTextEncoder;
import io.corrsh.service.settings.CorrshProperties;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
    TextEncoder textEncoder(ModelBundle bundle, CorrshProperties properties, MeterRegistry registry) {
        int threads = properties.encode().threads();
        EncoderOptions options = new EncoderOptions(
                DeviceChoice.valueOf(properties.device().name()),
                EncoderOptions.DEFAULT.engine(),
                threads == 0 ? EncoderOptions.DEFAULT.threads() : threads,
                EncoderOptions.DEFAULT.batchSize());
        try {
            ModelTextEncoder encoder = new ModelTextEncoder(bundle, options);
            FunctionCounter.builder(
                            "corrsh.encode.recomputed.bits",
                            encoder,
                            e -> e.recomputed().bits())
                    .description("Bits that the fast encoder left to the reference")
                    .register(registry);
            return new MeteredTextEncoder(encoder, registry);
        } catch (IllegalStateException e) {
            throw new UnusableDeviceException(properties.device().name().toLowerCase(Locale.ROOT), e);
        }
    }
}
