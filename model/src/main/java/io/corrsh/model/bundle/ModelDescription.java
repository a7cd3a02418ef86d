package io.corrsh.model.bundle;

import io.corrsh.model.text.AnalyzerSpec;
import io.corrsh.model.text.Weighting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code model.json} says of a model. It does not hold the identity, which is made from the file itself.
 *
 * @param format the version of the bundle's format, {@value #FORMAT}
 * @param name the model's name: lower-case letters, digits, {@code . _ -}, at most 64 characters
 * @param bits the length of a code, a multiple of 8 between 16 and 256
 * @param architecture the sizes of the network
 * @param analyzer how texts are split into tokens
 * @param weighting how words are weighted
 * @param training the options it was trained with, as plain JSON values
 * @param metrics what was measured on it, as plain JSON values
 * @param data what it was trained on
 */
public record ModelDescription(
        int format,
        String name,
        int bits,
        Architecture architecture,
        AnalyzerSpec analyzer,
        Weighting weighting,
        Map<String, @Nullable Object> training,
        Map<String, @Nullable Object> metrics,
        List<DataSource> data) {

    /** The version of the format that this code reads and writes. */
    public static final int FORMAT = 1;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    public ModelDescription {
        if (format != FORMAT) {
            throw new IllegalArgumentException("'format' must be %d, got %d".formatted(FORMAT, format));
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'name' must match %s, got '%s'".formatted(NAME, name));
        }
        requireBits(bits);
        training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        data = List.copyOf(data);
    }

    /**
     * Checks the length of a code.
     *
     * @throws IllegalArgumentException if it is not a multiple of 8 between 16 and 256
     */
    public static void requireBits(int bits) {
        if (bits < 16 || bits > 256 || bits % 8 != 0) {
            throw new IllegalArgumentException(
                    "'bits' must be a multiple of 8 between 16 and 256, got %d".formatted(bits));
        }
    }
}
