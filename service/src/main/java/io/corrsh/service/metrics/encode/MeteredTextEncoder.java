package io.corrsh.service.metrics.encode;

import io.corrsh.model.batch.EncodeRefusedException;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.ForwardingTextEncoder;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.metrics.InFlight;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** An encoder that is measured. Closes the one it stands before. */
public final class MeteredTextEncoder extends ForwardingTextEncoder {

    private final EncodeMetrics metrics;
    private final InFlight calls = new InFlight();

    public MeteredTextEncoder(TextEncoder encoder, MeterRegistry registry) {
        super(encoder);
        this.metrics = new EncodeMetrics(registry, encoder.device());
    }

    @Override
    public Encoding encode(String text) {
        return measure(1, () -> List.of(super.encode(text))).getFirst();
    }

    @Override
    public List<Encoding> encode(List<String> texts) {
        return measure(texts.size(), () -> super.encode(texts));
    }

    /** How long the oldest call waits for its codes, in seconds; 0 if none does. */
    public double oldestSeconds() {
        return calls.oldestSeconds();
    }

    private List<Encoding> measure(int inputs, Supplier<List<Encoding>> work) {
        try (InFlight.Work call = calls.begin()) {
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
