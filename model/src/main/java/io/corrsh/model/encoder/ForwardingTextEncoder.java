package io.corrsh.model.encoder;

import java.util.List;

/** An encoder that stands before another, which it closes. */
public abstract class ForwardingTextEncoder implements TextEncoder {

    private final TextEncoder encoder;

    protected ForwardingTextEncoder(TextEncoder encoder) {
        this.encoder = encoder;
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
        return encoder.encode(text);
    }

    @Override
    public List<Encoding> encode(List<String> texts) {
        return encoder.encode(texts);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
