package io.corrsh.service.settings;

import static io.corrsh.service.settings.InvalidSettingException.require;

import io.corrsh.service.settings.CorrshProperties.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The models that are served beside the default one.
 *
 * @param directory below which bundles lie that may be loaded over HTTP; absent for none
 * @param maxMemory the most bytes that the weights of all models together may take in memory; half of the heap if absent
 * @param idle after what time without a request a model is unloaded, to be loaded again by the next; 0 for never
 * @param served models by their name, each with {@code path}, the directory of its bundle, and perhaps {@code device} and {@code idle}
 */
public record Models(
        @Nullable Path directory,
        @Nullable DataSize maxMemory,
        @DefaultValue("0s") Duration idle,
        @DefaultValue Map<String, Served> served) {

    /** What a model may be called. */
    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    /** The longest time after which an unused model is unloaded. */
    public static final Duration LONGEST_IDLE = Duration.ofDays(365);

    public Models {
        if (directory != null && directory.toString().isBlank()) {
            directory = null;
        }
        if (maxMemory != null) {
            require(maxMemory.toBytes() > 0, "corrsh.models.max-memory", "more than 0", maxMemory);
        }
        requireIdle("corrsh.models.idle", idle);
        served = Map.copyOf(served);
        for (String name : served.keySet()) {
            require(NAME.matcher(name).matches(), "corrsh.models.served", "names that match " + NAME, name);
        }
    }

    /** The most bytes of all models. */
    public long mostBytes() {
        return maxMemory == null ? Runtime.getRuntime().maxMemory() / 2 : maxMemory.toBytes();
    }

    private static void requireIdle(String key, Duration idle) {
        require(
                !idle.isNegative() && idle.compareTo(LONGEST_IDLE) <= 0,
                key,
                "between 0 and " + LONGEST_IDLE.toDays() + "d",
                idle);
    }

    /**
     * A model to serve.
     *
     * @param path the directory of its bundle
     * @param device where its batches are encoded; as {@code corrsh.device} if absent
     * @param idle as {@code corrsh.models.idle}, for this model
     */
    public record Served(
            Path path, @Nullable Device device, @Nullable Duration idle) {

        public Served {
            require(path != null && !path.toString().isBlank(), "corrsh.models.served.*.path", "given", "nothing");
            if (idle != null) {
                requireIdle("corrsh.models.served.*.idle", idle);
            }
        }
    }
}
