package io.corrsh.service.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configuration of the service.
 *
 * @param dataDir the directory of the index
 * @param model the directory of the model's bundle; absent for the model that ships with CorrSH
 * @param models the models that are served beside it
 * @param device where batches are encoded
 * @param encode how texts are encoded
 * @param limits what a request may ask for
 * @param rates how much a caller may ask for
 * @param breakers when writes are refused
 * @param dedup searches for near duplicates
 * @param security who may call the service
 * @param accessLog whether each request has a line in the log, without its query and its texts
 */
@ConfigurationProperties(prefix = "corrsh", ignoreUnknownFields = false)
public record CorrshProperties(
        @DefaultValue("./data") Path dataDir,
        @Nullable Path model,
        @NestedConfigurationProperty @DefaultValue Models models,
        @DefaultValue("auto") Device device,
        @NestedConfigurationProperty @DefaultValue Encode encode,
        @NestedConfigurationProperty @DefaultValue Limits limits,
        @NestedConfigurationProperty @DefaultValue Rates rates,
        @NestedConfigurationProperty @DefaultValue Breakers breakers,
        @NestedConfigurationProperty @DefaultValue Dedup dedup,
        @NestedConfigurationProperty @DefaultValue Security security,
        @DefaultValue("false") boolean accessLog) {

    public CorrshProperties {
        if (model != null && model.toString().isBlank()) {
            model = null;
        }
    }

    /** Where batches are encoded. */
    public enum Device {
        /** On a GPU where there is one. */
        AUTO,
        /** On the CPU. */
        CPU,
        /** On a GPU; without one the service does not start. */
        GPU
    }
}
