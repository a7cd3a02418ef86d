package io.corrsh.service.settings;

import static io.corrsh.service.settings.InvalidSettingException.require;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Searches for near duplicates.
 *
 * @param jobs how many are kept; each holds a state of the index and at most 64 bytes of temporary files a document
 * @param keep how long after its start one that is over is kept
 */
public record Dedup(
        @DefaultValue("8") int jobs, @DefaultValue("1h") Duration keep) {

    public Dedup {
        require(jobs >= 1 && jobs <= 1000, "corrsh.dedup.jobs", "between 1 and 1000", jobs);
        require(keep.isPositive(), "corrsh.dedup.keep", "positive", keep);
    }
}
