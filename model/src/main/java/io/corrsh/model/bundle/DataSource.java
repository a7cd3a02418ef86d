package io.corrsh.model.bundle;

import java.util.Objects;

/**
 * Text that a model was trained on.
 *
 * @param name what it is
 * @param licence its terms, an SPDX identifier where there is one
 * @param attribution whom to name, and how
 */
public record DataSource(String name, String licence, String attribution) {

    public DataSource {
        Objects.requireNonNull(name, "'name' must not be null");
        Objects.requireNonNull(licence, "'licence' must not be null");
        Objects.requireNonNull(attribution, "'attribution' must not be null");
    }
}
