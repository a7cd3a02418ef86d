package io.corrsh.service.metrics;

import io.corrsh.model.batch.EncodeRefusedException;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** An encoder that is measured. Closes the one it stands before. */
public final class MeteredTextEncoder implements TextEncoder {

    private final TextEncoder encoder;
    private final EncodeMetrics metrics;

    public MeteredTextEncoder(TextEncoder encoder, MeterRegistry registry) {
        this.encoder = encoder;
        this.metrics = new EncodeMetrics(registry, encoder.device());
    }

    @Override
    public String model() {
        return encoder.model();
    }

    @Override
    public int bits() {
        return encoder.bits();
    }

    @Override
    public String device() {
        return encoder.device();
    }

    @Override
    public Encoding encode(String text) {
        return measure(1, () -> List.of(encoder.encode(text))).getFirst();
    }

    @Override
    public List<Encoding> encode(List<String> texts) {
        return measure(texts.size(), () -> encoder.encode(texts));
    }

    @Override
    public void close() {
        encoder.close();
    }

    private List<Encoding> measure(int inputs, Supplier<List<Encoding>> work) {
        try {
            List<Encoding> encodings = Objects.requireNonNull(metrics.total().record(work));
            metrics.encoded(encodings);
            return encodings;
        } catch (EncodeRefusedException e) {
            metrics.refused(inputs);
            throw e;
        } catch (RuntimeException e) {
            metrics.failed(inputs);
            throw e;
        }
    }
}
