package io.corrsh.model.route;

import io.corrsh.model.encoder.DjlEncoder;
import io.corrsh.model.encoder.EncoderOptions.DeviceChoice;
import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.torch.TorchEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the encoders that a machine has. */
public final class Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private Routes() {}

    /**
     * Opens all GPUs if there are some, which then take batches in turns, else what the CPU has to offer.
     *
     * @param engine what may compute on a CPU; with {@link EngineChoice#AUTO} PyTorch is loaded once there was work for it
     * @param largestBatch the largest batch to come, in documents
     * @throws IllegalStateException if a GPU or PyTorch is asked for and cannot be used
     */
    public static RoutingEncoder open(
            EncoderWeights weights, DeviceChoice device, EngineChoice engine, int largestBatch) {
        if (device == DeviceChoice.GPU || (device == DeviceChoice.AUTO && TorchEngine.hasGpu())) {
            RoutingEncoder gpus = RoutingEncoder.inTurns(weights, largestBatch);
            try {
                for (int gpu = 0; gpu < Math.max(1, TorchEngine.gpus()); gpu++) {
                    gpus.add(DjlEncoder.gpu(weights, gpu));
                }
                return gpus;
            } catch (IllegalStateException e) {
                gpus.close();
                if (device == DeviceChoice.GPU) {
                    throw e;
                }
                LOG.warn("The GPU is not used: {}", e.getMessage());
            }
        }
        return switch (engine) {
            case JAVA -> RoutingEncoder.byCost(weights, largestBatch);
            case PYTORCH -> {
                RoutingEncoder pytorch = RoutingEncoder.inTurns(weights, largestBatch);
                pytorch.add(DjlEncoder.cpu(weights, 1));
                yield pytorch;
            }
            case AUTO -> RoutingEncoder.byCost(weights, largestBatch, () -> DjlEncoder.cpu(weights, 1));
        };
    }
}
