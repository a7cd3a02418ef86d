package io.corrsh.model.training.network.cpu;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.corrsh.model.training.decoder.Decoder;
import io.corrsh.model.training.decoder.Reconstruction;
import io.corrsh.model.training.decoder.SoftmaxDecoder;
import io.corrsh.model.training.decoder.Targets;
import io.corrsh.model.training.network.NetworkShape;
import io.corrsh.model.training.network.Noise;
import io.corrsh.model.training.sparse.Adam;
import io.corrsh.model.training.sparse.StateVisitor;
import io.corrsh.model.training.sparse.Workers;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** A decoder which learns every word's weights in every step. */
final class SoftmaxLayer implements DecoderLayer {

    private final DenseParameter weight;
    private final DenseParameter bias;
    private final Adam adam;
    private final Workers workers;

    SoftmaxLayer(NDManager manager, NetworkShape shape, RandomGenerator random, Adam adam, Workers workers) {
        float range = (float) (1 / Math.sqrt(shape.bits()));
        this.weight = new DenseParameter(manager, new Shape(shape.vocabulary(), shape.bits()), range, random);
        this.bias = new DenseParameter(manager, new Shape(shape.vocabulary()), range, random);
        this.adam = adam;
        this.workers = workers;
    }

    @Override
    public Decoder forward(Targets targets, Noise noise, NDManager manager, double scale) {
        return evaluation(targets, manager, scale);
    }

    @Override
    public SoftmaxDecoder evaluation(Targets targets, NDManager manager, double scale) {
        return new SoftmaxDecoder(weight.array(), bias.array(), targets, manager, scale);
    }

    @Override
    public void update(Reconstruction reconstruction) {
        weight.update(reconstruction.weight(), adam, workers);
        bias.update(reconstruction.bias(), adam, workers);
    }

    @Override
    public void visit(StateVisitor visitor) throws IOException {
        weight.visit("decoder.weight", visitor);
        bias.visit("decoder.bias", visitor);
    }

    @Override
    public float[] weights() {
        return weight.values();
    }

    @Override
    public float[] bias() {
        return bias.values();
    }
}
