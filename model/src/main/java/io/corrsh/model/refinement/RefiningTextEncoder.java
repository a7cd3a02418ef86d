package io.corrsh.model.refinement;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.ReferenceEncoder;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.model.refinement.MeanFieldBound.Point;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.text.Vectorizer;
import java.util.List;

/**
 * Codes from refined posteriors: the reference encoder's logits climb the bound of the document by some steps of gradient ascent,
 * and a bit is set where its logit ends above 0. A step that would lower the bound is not taken but halves the rate, so that
 * the bound never falls. Every step passes over the whole vocabulary twice, in double precision and one fixed order: the codes
 * are the same on every machine, alone or in any batch, and other than the unrefined ones, so that {@link #model()} tells them
 * apart. Refine queries and database alike. Safe for use by several threads.
 */
public final class RefiningTextEncoder implements TextEncoder {

    private final String model;
    private final Refinement refinement;
    private final Vectorizer vectorizer;
    private final ReferenceEncoder start;
    private final MeanFieldBound bound;

    /**
     * An encoder for a model.
     *
     * @throws IllegalArgumentException if the model's posterior cannot be refined
     */
    public RefiningTextEncoder(ModelBundle bundle, Refinement refinement) {
        this.bound = new MeanFieldBound(bundle);
        this.model = "%s+refine=%d,%s".formatted(bundle.identity(), refinement.steps(), refinement.rate());
        this.refinement = refinement;
        this.vectorizer = bundle.vectorizer();
        this.start = new ReferenceEncoder(EncoderWeights.of(bundle.tensors()));
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public int bits() {
        return bound.bits();
    }

    @Override
    public String device() {
        return start.device();
    }

    @Override
    public Encoding encode(String text) {
        BagOfWords bag = vectorizer.vectorize(text);
        return bag.isEmpty() ? start.encode(bag) : ReferenceEncoder.encoding(bag, refine(bag, start.logits(bag)));
    }

    @Override
    public List<Encoding> encode(List<String> texts) {
        return texts.parallelStream().map(this::encode).toList();
    }

    /** The logits of a document with at least one word after all steps. */
    double[] refine(BagOfWords bag, double[] logits) {
        double[] best = logits;
        Point point = bound.at(bag, best);
        double rate = refinement.rate();
        for (int step = 0; step < refinement.steps(); step++) {
            double[] next = new double[best.length];
            for (int bit = 0; bit < next.length; bit++) {
                next[bit] = best[bit] + rate * point.gradient()[bit];
            }
            Point reached = bound.at(bag, next);
            if (reached.value() >= point.value()) {
                best = next;
                point = reached;
            } else {
                rate /= 2;
            }
        }
        return best;
    }

    @Override
    public void close() {
        // Holds neither threads nor native memory.
    }
}
