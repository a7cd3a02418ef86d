package io.corrsh.service.encode;

import io.corrsh.model.encoder.Encoding;
import io.corrsh.service.codes.CodeFormat;
import io.corrsh.service.codes.UnstableBits;
import io.corrsh.service.problems.Violations;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What replies show of texts.
 *
 * @param format how codes are written
 * @param include what is said beside them
 * @param bits the length of a code
 */
public record TextView(CodeFormat format, Set<Include> include, int bits) {

    /** The view that a request asks for; notes what is wrong with its names. */
    public static TextView of(
            @Nullable String format, @Nullable List<@Nullable String> include, int bits, Violations violations) {
        Set<Include> included = EnumSet.noneOf(Include.class);
        List<@Nullable String> names = include == null ? List.of() : include;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            included.add(violations.choice("include[%d]".formatted(i), name == null ? "null" : name, Include.MARGIN));
        }
        return new TextView(violations.choice("encoding_format", format, CodeFormat.HEX), included, bits);
    }

    /** What is shown of a text. */
    public EncodedText show(Encoding encoding) {
        long[] code = encoding.code();
        float[] logits = encoding.logits();
        if (code == null || logits == null) {
            return new EncodedText(
                    null, encoding.tokens(), encoding.unknown(), EncodedText.NO_KNOWN_WORD, null, null, null, null);
        }
        return new EncodedText(
                format.write(code, bits),
                encoding.tokens(),
                encoding.unknown(),
                null,
                include.contains(Include.MARGIN) ? margin(logits) : null,
                include.contains(Include.UNSTABLE_BITS) ? UnstableBits.of(logits) : null,
                include.contains(Include.LOGITS) ? logits : null,
                include.contains(Include.PROBABILITIES) ? probabilities(logits) : null);
    }

    private static float margin(float[] logits) {
        float margin = Float.MAX_VALUE;
        for (float logit : logits) {
            margin = Math.min(margin, Math.abs(logit));
        }
        return margin;
    }

    private static float[] probabilities(float[] logits) {
        float[] probabilities = new float[logits.length];
        for (int bit = 0; bit < logits.length; bit++) {
            probabilities[bit] = (float) (1 / (1 + Math.exp(-logits[bit])));
        }
        return probabilities;
    }
}
