package io.corrsh.model.encoder;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.torch.TorchEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The encoder on PyTorch through DJL, with certified bits. On a CPU the sparse first layer is the reference's own in
 * Java; on a GPU it is a sparse product there. A dense batch x vocabulary matrix never exists.
 *
 * <p>Holds native memory until it is closed; closing waits for calls in progress.
 */
public final class DjlEncoder implements BagEncoder {

    private final EncoderWeights weights;
    private final Certifier certifier;
    private final Device device;
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
    private final NDManager manager;
    private final FirstLayer firstLayer;
    private final NDArray hidden;
    private final NDArray hiddenBias;
    private final NDArray mean;
    private final NDArray meanBias;
    private boolean closed;

    private DjlEncoder(EncoderWeights weights, Engine engine, Device device, boolean sparseProduct) {
        this.weights = weights;
        this.certifier = new Certifier(weights);
        this.device = device;
        this.manager = engine.newBaseManager(device);
        this.firstLayer = sparseProduct
                ? new FirstLayer.OnDevice(
                        weights, certifier, matrix(weights.embedding), manager.create(weights.embeddingBias))
                : new FirstLayer.InJava(weights, certifier);
        this.hidden = matrix(weights.hidden);
        this.hiddenBias = manager.create(weights.hiddenBias);
        this.mean = matrix(weights.mean);
        this.meanBias = manager.create(weights.meanBias);
    }

    /**
     * Puts the weights onto the CPU.
     *
     * @param threads on how many threads one operation may run, if the engine does not run yet
     * @throws IllegalStateException if PyTorch cannot be used
     */
    public static DjlEncoder cpu(EncoderWeights weights, int threads) {
        return new DjlEncoder(weights, TorchEngine.start(threads), Device.cpu(), false);
    }

    /**
     * Puts the weights onto the first GPU.
     *
     * @throws IllegalStateException if PyTorch or the GPU cannot be used
     */
    public static DjlEncoder gpu(EncoderWeights weights) {
        return gpu(weights, 0);
    }

    /**
     * Puts the weights onto a GPU.
     *
     * @param gpu its number, from 0
     * @throws IllegalStateException if PyTorch or the GPU cannot be used
     */
    public static DjlEncoder gpu(EncoderWeights weights, int gpu) {
        if (!TorchEngine.hasGpu()) {
            throw new IllegalStateException("There is no GPU that CUDA can use: 'device' must be auto or cpu");
        }
        Engine engine = TorchEngine.start(1);
        Device device = Device.gpu(gpu);
        TorchEngine.check(engine, device);
        return new DjlEncoder(weights, engine, device, true);
    }

    /** The way of a GPU on the CPU, so that it can be tested anywhere. */
    static DjlEncoder sparseProductOnCpu(EncoderWeights weights) {
        return new DjlEncoder(weights, TorchEngine.start(1), Device.cpu(), true);
    }

    @Override
    public List<Encoding> encode(List<BagOfWords> bags) {
        List<BagOfWords> known = bags.stream().filter(bag -> !bag.isEmpty()).toList();
        List<Encoding> encoded = known.isEmpty() ? List.of() : encodeKnown(known);
        List<Encoding> all = new ArrayList<>(bags.size());
        int next = 0;
        for (BagOfWords bag : bags) {
            all.add(bag.isEmpty() ? new Encoding(null, null, bag.tokens(), bag.unknown()) : encoded.get(next++));
        }
        return all;
    }

    @Override
    public String device() {
        return (device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu") + " (pytorch)";
    }

    @Override
    public Recomputed recomputed() {
        return certifier.recomputed();
    }

    @Override
    public int openTensors() {
        lifetime.readLock().lock();
        try {
            return closed ? 0 : manager.getManagedArrays().size();
        } finally {
            lifetime.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lifetime.writeLock().lock();
        try {
            closed = true;
            manager.close();
        } finally {
            lifetime.writeLock().unlock();
        }
    }

    private List<Encoding> encodeKnown(List<BagOfWords> bags) {
        float[] results;
        lifetime.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The encoder is closed");
            }
            try (NDManager step = manager.newSubManager()) {
                results = forward(firstLayer.sums(step, bags));
            }
        } finally {
            lifetime.readLock().unlock();
        }
        int bits = weights.bits();
        int width = bits + 2;
        List<Encoding> encodings = new ArrayList<>(bags.size());
        for (int i = 0; i < bags.size(); i++) {
            float[] logits = Arrays.copyOfRange(results, i * width, i * width + bits);
            encodings.add(certify(bags.get(i), logits, results[i * width + bits], results[i * width + bits + 1]));
        }
        return encodings;
    }

    private Encoding certify(BagOfWords bag, float[] logits, float squaresOfFirst, float squaresOfSecond) {
        ErrorBound bound = certifier.bound();
        double h1 = ErrorBound.normOfDevice(squaresOfFirst, weights.embeddingWidth());
        double h2 = ErrorBound.normOfDevice(squaresOfSecond, weights.hiddenWidth());
        double e2 = bound.secondLayer(firstLayer.bound(bag, h1), h1, weights.embeddingWidth() + 1);
        return certifier.certify(bag, logits, e2, h2, weights.hiddenWidth() + 1);
    }

    /** From the first layer [B,E] before its ReLU: the logits and the squared norms of both layers, [B,bits+2]. */
    private float[] forward(NDArray sums) {
        NDArray first = Activation.relu(sums);
        NDArray second = Activation.relu(first.matMul(hidden).add(hiddenBias));
        NDArray logits = second.matMul(mean).add(meanBias);
        return NDArrays.concat(new NDList(logits, squares(first), squares(second)), 1)
                .toFloatArray();
    }

    private static NDArray squares(NDArray layer) {
        return layer.mul(layer).sum(new int[] {1}, true);
    }

    private NDArray matrix(float[][] rows) {
        int width = rows[0].length;
        float[] values = new float[Math.multiplyExact(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return manager.create(values, new Shape(rows.length, width));
    }
}
