package io.corrsh.service.cli.doctor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.EncoderOptions;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.ModelTextEncoder;
import io.corrsh.model.torch.TorchEngine;
import java.io.IOException;
import java.util.List;

/** Looks at PyTorch, the device, and the model. */
final class EngineChecks {

    private EngineChecks() {}

    static Finding pytorch() {
        try {
            Engine engine = TorchEngine.start(1);
            return Finding.ok("pytorch", engine.getVersion() + " loads and computes as it should on the CPU");
        } catch (IllegalStateException e) {
            return Finding.warn(
                    "pytorch", "%s. Encoding on the CPU works without it, training does not".formatted(e.getMessage()));
        }
    }

    static Finding gpu() {
        if (!TorchEngine.hasGpu()) {
            return Finding.ok("gpu", "none; the CPU is used");
        }
        try {
            TorchEngine.check(TorchEngine.start(1), Device.gpu());
            return Finding.ok("gpu", "computes as it should");
        } catch (IllegalStateException e) {
            return Finding.warn(
                    "gpu",
                    "%s. Set PYTORCH_LIBRARY_PATH to a libtorch %s for CUDA, PYTORCH_VERSION and PYTORCH_FLAVOR"
                            .formatted(e.getMessage(), TorchEngine.VERSION));
        }
    }

    static Finding model(ModelSource source) {
        try {
            ModelBundle bundle = source.load();
            try (ModelTextEncoder encoder = new ModelTextEncoder(bundle, EncoderOptions.DEFAULT)) {
                String known = bundle.vocabulary().word(0);
                Encoding encoding = encoder.encode(List.of(known)).getFirst();
                return encoding.code() == null
                        ? Finding.fail(
                                "model", "%s does not know its own word '%s'".formatted(bundle.identity(), known))
                        : Finding.ok(
                                "model",
                                "%s, %d bits, %,d words"
                                        .formatted(
                                                bundle.identity(),
                                                encoder.bits(),
                                                bundle.vocabulary().size()));
            }
        } catch (IOException | IllegalStateException e) {
            return Finding.fail("model", String.valueOf(e.getMessage()));
        }
    }

    /** Where the model comes from. */
    @FunctionalInterface
    interface ModelSource {
        ModelBundle load() throws IOException;
    }
}
