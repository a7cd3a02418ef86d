package io.corrsh.model.training.network;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;

/** The PyTorch engine, offline, and checked for what a mismatched native library gets wrong. */
final class Torch {

    private static final String VERSION = "2.7.1";

    private Torch() {}

    /**
     * Loads the engine, or finds it loaded, and gives it a number of threads. From here on the calling thread records no
     * gradients outside of a collector.
     *
     * @throws IllegalStateException when the native library is missing or does not compute what it should
     */
    static Engine start(int threads) {
        if (System.getenv("DJL_OFFLINE") == null) {
            System.setProperty("ai.djl.offline", "true"); // never download, never call home
        }
        Engine engine = Engine.getEngine("PyTorch");
        if (!engine.getVersion().equals(VERSION)) {
            throw new IllegalStateException(
                    "The PyTorch library must be version %s, found %s".formatted(VERSION, engine.getVersion()));
        }
        JniUtils.setNumThreads(threads);
        JniUtils.setGradMode(false);
        // A library of another version loads without an error and then mistakes the data types.
        try (NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch")) {
            NDArray ones = manager.ones(new Shape(2, 3));
            float[] product = ones.matMul(ones.transpose()).toFloatArray();
            if (product.length != 4 || product[3] != 3f) {
                throw new IllegalStateException("The PyTorch library " + engine.getVersion()
                        + " computes wrong results: it does not fit its Java binding");
            }
        }
        return engine;
    }
}
