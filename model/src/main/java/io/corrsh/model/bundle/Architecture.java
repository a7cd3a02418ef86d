package io.corrsh.model.bundle;

/**
 * The sizes of the network.
 *
 * @param vocabulary the number of words V
 * @param embedding the width E of the first layer
 * @param hidden the width H of the second layer
 * @param activation the function after both layers, {@code relu}
 */
public record Architecture(int vocabulary, int embedding, int hidden, String activation) {

    /** The only activation so far. */
    public static final String RELU = "relu";

    public Architecture {
        requirePositive("vocabulary", vocabulary);
        requirePositive("embedding", embedding);
        requirePositive("hidden", hidden);
        if (!RELU.equals(activation)) {
            throw new IllegalArgumentException("'activation' must be '%s', got '%s'".formatted(RELU, activation));
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("'%s' must be at least 1, got %d".formatted(name, value));
        }
    }
}
