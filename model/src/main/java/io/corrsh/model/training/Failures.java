package io.corrsh.model.training;

import ai.djl.engine.EngineException;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.progress.TrainingException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What to tell people of a step that failed, and what they could change. */
final class Failures {

    private Failures() {}

    /** The loss or the weights have left the numbers. */
    static TrainingException diverged(String what, long step, TrainingOptions options) {
        return new TrainingException("%s in step %d: lower 'learning rate' (now %s)%s"
                .formatted(
                        what,
                        step,
                        options.learningRate().initial(),
                        options.learningRate().warmUp() == 0 ? " or give it a 'warm-up'" : ""));
    }

    /** A failure of PyTorch, or null if it is none that the options could cure. */
    static @Nullable TrainingException outOfMemory(RuntimeException failure, long step, TrainingOptions options) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            boolean memory = message.contains("out of memory") // CUDA
                    || message.contains("can't allocate memory") // the CPU allocator
                    || message.contains("not enough memory");
            if (cause instanceof EngineException && memory) {
                return new TrainingException(
                        "PyTorch ran out of memory in step %d: lower 'batch' (now %d), 'vocabulary' (now %d) or 'bits'"
                                        .formatted(
                                                step,
                                                options.batch(),
                                                options.vocabulary().size())
                                + " (now %d), or give it more memory".formatted(options.bits()),
                        failure);
            }
        }
        return null;
    }

    /** The Java heap is too small. */
    static TrainingException heap(OutOfMemoryError failure) {
        return new TrainingException(
                "The Java heap of %d MiB is too small: raise it by -Xmx, or lower 'vocabulary' or 'batch'"
                        .formatted(Runtime.getRuntime().maxMemory() >> 20),
                failure);
    }
}
