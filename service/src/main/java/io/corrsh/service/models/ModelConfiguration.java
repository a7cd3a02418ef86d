package io.corrsh.service.models;

import io.corrsh.model.bundle.DefaultModel;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.metrics.encode.ModelCounters;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.InvalidSettingException;
import io.corrsh.service.settings.Models;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(ModelConfiguration.class);

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
    LoadedModel defaultModel(ModelLoader loader, ModelBundle bundle, CorrshProperties properties) {
        return loader.load(bundle.description().name(), bundle, properties.device());
    }

    @Bean(destroyMethod = "")
    TextEncoder textEncoder(LoadedModel model) {
        return model.encoder();
    }

    @Bean
    BitWords bitWords(LoadedModel model) {
        return model.words();
    }

    /** A model that cannot be loaded is told of, and does not keep the others from being served. */
    @Bean
    ModelRegistry modelRegistry(
            LoadedModel defaultModel, ModelLoader loader, CorrshProperties properties, MeterRegistry registry) {
        Models settings = properties.models();
        WeightMemory memory = new WeightMemory(settings.mostBytes());
        ModelRegistry models = new ModelRegistry(
                defaultModel,
                properties.model(),
                properties.device(),
                loader,
                memory,
                new ModelCounters(registry, memory, WeightMemory::used, memory.most()),
                System::nanoTime);
        settings.served().forEach((name, served) -> {
            ServedModel model = new ServedModel(
                    name,
                    served.path(),
                    served.device() == null ? properties.device() : served.device(),
                    served.idle() == null ? settings.idle() : served.idle());
            InvalidSettingException.require(
                    models.add(model), "corrsh.models.served", "other names than the default model's", name);
            try {
                models.lend(name).close();
            } catch (ProblemException e) {
                LOG.error("{}", e.detail());
            }
        });
        return models;
    }
}
