package io.corrsh.service.encode;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * The codes of texts.
 *
 * @param model the identity of the model that made them
 * @param bits their length
 * @param data one for each text, in their order
 */
record EncodeReply(String model, int bits, List<Item> data) {

    /**
     * What became of a text.
     *
     * @param index its place in the request
     */
    record Item(int index, @JsonUnwrapped EncodedText text) {}
}
