package io.corrsh.service.models;

import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import java.util.Map;

/**
 * How many bytes the weights of all models take, and how many they may. A model has its tensors as they are in the bundle, and those
 * of the encoding half once more as the encoders want them; a GPU holds a third copy in its own memory, which does not count here.
 */
final class WeightMemory {

    private static final String[] ENCODER = {"embedding.", "hidden.", "mean."};

    private final long most;
    private long used;

    WeightMemory(long most) {
        this.most = most;
    }

    /** The bytes of a model with so many values in each of its tensors. */
    static long bytes(Map<String, Long> sizes) {
        long values = 0;
        for (Map.Entry<String, Long> tensor : sizes.entrySet()) {
            boolean twice = false;
            for (String layer : ENCODER) {
                twice |= tensor.getKey().startsWith(layer);
            }
            values += twice ? 2 * tensor.getValue() : tensor.getValue();
        }
        return Float.BYTES * values;
    }

    long most() {
        return most;
    }

    synchronized long used() {
        return used;
    }

    /** Counts a model that is there whatever it takes. */
    synchronized void add(long bytes) {
        used += bytes;
    }

    /**
     * Counts a model before it is loaded.
     *
     * @throws ProblemException if there is no room for it
     */
    synchronized void reserve(String name, long bytes) {
        if (bytes > most - used) {
            throw new ProblemException(
                    ProblemKind.MODEL_MEMORY,
                    "The weights of '%s' take %d bytes, but of the %d bytes of corrsh.models.max-memory %d are used"
                            .formatted(name, bytes, most, used));
        }
        used += bytes;
    }

    synchronized void release(long bytes) {
        used -= bytes;
    }
}
