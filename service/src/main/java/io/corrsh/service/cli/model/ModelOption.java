package io.corrsh.service.cli.model;

import io.corrsh.model.bundle.DefaultModel;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.EncoderOptions;
import io.corrsh.model.encoder.EncoderOptions.DeviceChoice;
import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.encoder.ModelTextEncoder;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.model.refinement.Refinement;
import io.corrsh.model.refinement.RefiningTextEncoder;
import io.corrsh.model.route.EngineChoice;
import io.corrsh.model.route.Routes;
import io.corrsh.service.cli.console.CommandFailedException;
import io.corrsh.service.cli.console.Failures;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model a command uses, and where it computes. */
final class ModelOption {

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "the model's bundle; by default the model that ships with CorrSH")
    private @Nullable Path directory;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "auto",
            description = "where batches are encoded: ${COMPLETION-CANDIDATES}")
    private DeviceChoice device = DeviceChoice.AUTO;

    @Option(
            names = "--refine",
            paramLabel = "N",
            defaultValue = "0",
            description = "refine each posterior by N steps of gradient ascent on its bound, which gives other codes")
    private int refine;

    @Option(names = "--refine-rate", paramLabel = "RATE", description = "of these steps, ${DEFAULT-VALUE} by default")
    private double refineRate = Refinement.RATE;

    ModelBundle load() {
        try {
            return directory == null ? DefaultModel.load() : ModelBundle.load(directory);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "the model%s cannot be loaded: %s"
                            .formatted(directory == null ? "" : " in '" + directory + "'", Failures.reason(e)),
                    e);
        }
    }

    TextEncoder encoder(ModelBundle bundle) {
        try {
            if (refine != 0) {
                return new RefiningTextEncoder(bundle, new Refinement(refine, refineRate));
            }
            EncoderOptions options = EncoderOptions.DEFAULT.with(device);
            EncoderWeights weights = EncoderWeights.of(bundle.tensors());
            return new ModelTextEncoder(
                    bundle, weights, Routes.open(weights, device, EngineChoice.JAVA, options.batchSize()), options);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CommandFailedException(Failures.reason(e), e);
        }
    }
}
