package io.corrsh.service.settings;

import static io.corrsh.service.settings.InvalidSettingException.require;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How texts are encoded.
 *
 * @param threads how many threads encode batches; 0 for one a processor, or a GPU
 * @param engine what computes on a CPU
 * @param batchTexts the most texts of a batch
 * @param batchTokens a batch ends with the text that brings it to so many tokens
 * @param linger how long a batch waits for more texts where larger batches are measured to be much cheaper
 * @param queue when so many texts wait, more are refused
 * @param timeout how long a request waits for its codes if it does not say so itself
 * @param longestTimeout the longest time that a request may ask for
 */
public record Encode(
        @DefaultValue("0") int threads,
        @DefaultValue("auto") Engine engine,
        @DefaultValue("256") int batchTexts,
        @DefaultValue("16384") int batchTokens,
        @DefaultValue("1ms") Duration linger,
        @DefaultValue("1024") int queue,
        @DefaultValue("30s") Duration timeout,
        @DefaultValue("10m") Duration longestTimeout) {

    public Encode {
        require(threads >= 0 && threads <= 1024, "corrsh.encode.threads", "between 0 and 1024", threads);
        require(
                batchTexts >= 1 && batchTexts <= 65_536,
                "corrsh.encode.batch-texts",
                "between 1 and 65536",
                batchTexts);
        require(batchTokens >= 1, "corrsh.encode.batch-tokens", "at least 1", batchTokens);
        require(
                !linger.isNegative() && linger.compareTo(Duration.ofSeconds(1)) <= 0,
                "corrsh.encode.linger",
                "between 0 and 1s",
                linger);
        require(queue >= 1, "corrsh.encode.queue", "at least 1", queue);
        require(timeout.isPositive(), "corrsh.encode.timeout", "more than 0", timeout);
        require(
                longestTimeout.compareTo(timeout) >= 0,
                "corrsh.encode.longest-timeout",
                "at least corrsh.encode.timeout",
                longestTimeout);
    }

    /** What computes on a CPU. */
    public enum Engine {
        /** Plain Java, and PyTorch for the batches for which it is measured to be cheaper. */
        AUTO,
        /** Plain Java alone. */
        JAVA,
        /** PyTorch. */
        PYTORCH
    }
}
