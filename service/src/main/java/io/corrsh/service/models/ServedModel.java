package io.corrsh.service.models;

import io.corrsh.service.settings.CorrshProperties.Device;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A model that is to be served.
 *
 * @param name what requests call it
 * @param path the directory of its bundle
 * @param device where its batches are encoded
 * @param idle after what time without a request it is unloaded; 0 for never
 */
public record ServedModel(String name, Path path, Device device, Duration idle) {}
