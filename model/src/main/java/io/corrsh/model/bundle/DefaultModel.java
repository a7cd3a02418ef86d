package io.corrsh.model.bundle;

import java.io.IOException;

/** The model that ships inside this module. */
public final class DefaultModel {

    private static final String FOLDER = "/io/corrsh/model/default/";

    private DefaultModel() {}

    /**
     * Reads the model from the class path.
     *
     * @throws BundleException if this build holds no default model
     * @throws IOException if it cannot be read
     */
    public static ModelBundle load() throws IOException {
        if (!isPresent()) {
            throw new BundleException(
                    "This build holds no default model (the resource '%s%s' is missing): name a model of your own"
                            .formatted(FOLDER, BundleSource.DESCRIPTION));
        }
        return BundleReader.read(BundleSource.resources(DefaultModel.class, FOLDER));
    }

    /** Whether this build holds a default model. */
    public static boolean isPresent() {
        return DefaultModel.class.getResource(FOLDER + BundleSource.DESCRIPTION) != null;
    }
}
