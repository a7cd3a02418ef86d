package io.corrsh.model.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.cuda.CudaUtils;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Starts PyTorch inside this process, offline, and checks that it is the one we know. Another version of libtorch loads
 * without an error and then computes nonsense, so that a known result is asked for on every device.
 */
public final class TorchEngine {

    /** The version of libtorch that the native interface is made for. */
    public static final String VERSION = "2.7.1";

    private static final float[] KNOWN = {4.5f, 15f, 9.5f, 29f};

    private TorchEngine() {}

    /**
     * Starts the engine, or checks that the one which runs already is right.
     *
     * @param threads on how many threads one operation may run; counts only when this call starts the engine
     * @throws IllegalStateException if PyTorch cannot be loaded, or is not the right one
     */
    public static synchronized Engine start(int threads) {
        // The environment goes before properties in DJL; both are left as the user has set them.
        setIfAbsent("ai.djl.offline", "true");
        setIfAbsent("ai.djl.pytorch.num_threads", Integer.toString(threads));
        setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
        Path own = OwnLibrary.directory();
        if (own != null) {
            OwnLibrary.check(own);
        }
        Engine engine;
        try {
            engine = Engine.getEngine("PyTorch");
        } catch (EngineException | IllegalArgumentException | LinkageError e) {
            throw new IllegalStateException("PyTorch %s could not be loaded: %s".formatted(VERSION, firstLine(e)), e);
        }
        if (!VERSION.equals(engine.getVersion())) {
            throw new IllegalStateException(
                    "PyTorch must have the version %s, got %s".formatted(VERSION, engine.getVersion()));
        }
        String loaded = LibraryVersion.loaded();
        if (!VERSION.equals(loaded)) {
            throw new IllegalStateException(
                    "libtorch%s must have the version %s, got %s: its binary interface is another"
                            .formatted(own == null ? "" : " in '" + own + "'", VERSION, loaded));
        }
        check(engine, Device.cpu());
        return engine;
    }

    /** Whether the machine has a CUDA device; does not load PyTorch. */
    public static boolean hasGpu() {
        return gpus() > 0;
    }

    /** How many CUDA devices the machine has; does not load PyTorch. */
    public static int gpus() {
        return Gpus.COUNT;
    }

    /**
     * Computes something with a known result.
     *
     * @throws IllegalStateException if it comes out otherwise, or the device cannot be used
     */
    public static void check(Engine engine, Device device) {
        try (NDManager manager = engine.newBaseManager(device)) {
            NDArray a = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
            NDArray b = manager.create(new float[] {.5f, -1, 2, 8}, new Shape(2, 2));
            NDArray product = a.matMul(b);
            float[] values = product.getDataType() == DataType.FLOAT32 ? product.toFloatArray() : new float[0];
            if (!Arrays.equals(values, KNOWN)) {
                throw new IllegalStateException(
                        "PyTorch on %s must compute %s, got %s of %s: its native library does not fit"
                                .formatted(
                                        device,
                                        Arrays.toString(KNOWN),
                                        Arrays.toString(values),
                                        product.getDataType()));
            }
        } catch (EngineException e) {
            throw new IllegalStateException("PyTorch cannot use %s: %s".formatted(device, firstLine(e)), e);
        }
    }

    /** What went wrong, without the stack of native frames that libtorch adds. */
    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Asked for once: a machine with CUDA's libraries but no driver logs a warning each time. */
    private static final class Gpus {
        static final int COUNT = CudaUtils.getGpuCount();
    }
}
