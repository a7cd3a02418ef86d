package io.corrsh.model.encoder;

/**
 * How a {@link ModelTextEncoder} works.
 *
 * @param device where batches are computed
 * @param engine what computes them on a CPU
 * @param threads on how many threads batches are worked on, at least 1
 * @param batchSize how many documents go through the network together, at least 1
 */
public record EncoderOptions(DeviceChoice device, CpuEngine engine, int threads, int batchSize) {

    /** A GPU if there is one, else plain Java on all cores; batches of 256. */
    public static final EncoderOptions DEFAULT = new EncoderOptions(
            DeviceChoice.AUTO, CpuEngine.JAVA, Runtime.getRuntime().availableProcessors(), 256);

    public EncoderOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("'threads' must be at least 1, got " + threads);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("'batchSize' must be at least 1, got " + batchSize);
        }
    }

    /** These options with another device. */
    public EncoderOptions with(DeviceChoice choice) {
        return new EncoderOptions(choice, engine, threads, batchSize);
    }

    /** Where batches are computed. */
    public enum DeviceChoice {
        /** On a GPU if PyTorch can use one, else on the CPU. */
        AUTO,
        /** On the CPU. */
        CPU,
        /** On a GPU; it is an error if there is none. */
        GPU
    }

    /** What computes batches on a CPU. */
    public enum CpuEngine {
        /** Plain Java, which needs no native library. */
        JAVA,
        /** PyTorch, for batches; the sparse first layer stays in Java. */
        PYTORCH
    }
}
