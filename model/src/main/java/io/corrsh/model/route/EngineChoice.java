package io.corrsh.model.route;

/** What may compute batches on a CPU. */
public enum EngineChoice {
    /**
     * Plain Java at first. Once seconds went into batches, PyTorch is loaded, where it can be, and takes those for which it is
     * measured to be cheaper.
     */
    AUTO,
    /** Plain Java, which needs no native library. */
    JAVA,
    /** PyTorch, whatever it costs; plain Java only where that fails. */
    PYTORCH
}
