package io.corrsh.service.search;

import io.corrsh.index.IndexedDocument;
import io.corrsh.model.encoder.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for.
 *
 * @param code its code, or {@code null} if it has none
 * @param weights what each bit weighs, for a text
 * @param text what the model made of it, for a text
 * @param document the document itself, for an id
 */
@SuppressWarnings("ArrayRecordComponent")
record Subject(
        long @Nullable [] code,
        float @Nullable [] weights,
        @Nullable Encoding text,
        @Nullable IndexedDocument document) {

    static Subject of(Encoding text) {
        float[] logits = text.logits();
        if (logits == null) {
            return new Subject(null, null, text, null);
        }
        float[] weights = new float[logits.length];
        for (int bit = 0; bit < logits.length; bit++) {
            weights[bit] = Math.abs(logits[bit]);
        }
        return new Subject(text.code(), weights, text, null);
    }
}
