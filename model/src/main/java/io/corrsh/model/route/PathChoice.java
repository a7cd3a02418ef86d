package io.corrsh.model.route;

import java.util.List;

/** Which of several encoders a batch goes to. Safe for use by several threads at once. */
interface PathChoice {

    /**
     * Chooses.
     *
     * @param paths at least one; the first is the one that cannot fail
     * @param sizeClass the class of the batch's size
     */
    EncoderPath choose(List<EncoderPath> paths, int sizeClass);
}
