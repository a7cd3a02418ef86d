package io.corrsh.model.route;

/** What may compute batches on a CPU. */
public enum EngineChoice {
    /** Plain Java, and PyTorch for the batches for which it is measured to be cheaper; without PyTorch, plain Java. */
    AUTO,
    /** Plain Java, which needs no native library. */
    JAVA,
    /** PyTorch, whatever it costs; plain Java only where that fails. */
    PYTORCH
}
