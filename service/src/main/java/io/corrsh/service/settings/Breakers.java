package io.corrsh.service.settings;

import static io.corrsh.service.settings.InvalidSettingException.require;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * When writes are refused.
 *
 * @param diskFree while the disk of the data directory has less room than this
 * @param heap while more than this share of the heap is in use after a collection
 */
public record Breakers(
        @DefaultValue("512MB") DataSize diskFree,
        @DefaultValue("0.95") double heap) {

    public Breakers {
        require(!diskFree.isNegative(), "corrsh.breakers.disk-free", "at least 0", diskFree);
        require(heap > 0 && heap <= 1, "corrsh.breakers.heap", "above 0 and at most 1", heap);
    }
}
