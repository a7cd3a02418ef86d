package io.corrsh.model.bundle;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which tensors a model has, and their shapes. */
final class Weights {

    private static final String DEVIATION = "posterior.deviation";
    private static final String PRIOR = "prior";
    private static final String FACTORS = "posterior.factors";

    private Weights() {}

    /**
     * Checks names and shapes: V words, embedding width E, hidden width H.
     *
     * @throws BundleException if a tensor is missing, not known, or of another shape
     */
    static void check(ModelDescription description, Map<String, Tensor> tensors) throws BundleException {
        Architecture sizes = description.architecture();
        int bits = description.bits();
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("embedding.weight", new int[] {sizes.vocabulary(), sizes.embedding()});
        shapes.put("embedding.bias", new int[] {sizes.embedding()});
        shapes.put("hidden.weight", new int[] {sizes.hidden(), sizes.embedding()});
        shapes.put("hidden.bias", new int[] {sizes.hidden()});
        shapes.put("mean.weight", new int[] {bits, sizes.hidden()});
        shapes.put("mean.bias", new int[] {bits});
        shapes.put("decoder.weight", new int[] {sizes.vocabulary(), bits});
        shapes.put("decoder.bias", new int[] {sizes.vocabulary()});
        if (has(tensors, DEVIATION)) {
            shapes.put(DEVIATION + ".weight", new int[] {bits, sizes.hidden()});
            shapes.put(DEVIATION + ".bias", new int[] {bits});
        }
        if (has(tensors, PRIOR)) {
            int components = size(tensors, PRIOR + ".bias");
            shapes.put(PRIOR + ".weight", new int[] {components, bits});
            shapes.put(PRIOR + ".bias", new int[] {components});
        }
        if (has(tensors, FACTORS)) {
            int rows = factorRows(tensors, bits);
            shapes.put(FACTORS + ".weight", new int[] {rows, sizes.hidden()});
            shapes.put(FACTORS + ".bias", new int[] {rows});
        }
        for (Map.Entry<String, int[]> expected : shapes.entrySet()) {
            Tensor tensor = tensors.get(expected.getKey());
            if (tensor == null) {
                throw new BundleException("The tensor '%s' is missing".formatted(expected.getKey()));
            }
            if (!Arrays.equals(tensor.shape(), expected.getValue())) {
                throw new BundleException("'%s' must have the shape %s, got %s"
                        .formatted(
                                expected.getKey(),
                                Arrays.toString(expected.getValue()),
                                Arrays.toString(tensor.shape())));
            }
        }
        for (String name : tensors.keySet()) {
            if (!shapes.containsKey(name)) {
                throw new BundleException("The tensor '%s' is not known".formatted(name));
            }
        }
    }

    private static boolean has(Map<String, Tensor> tensors, String layer) {
        return tensors.containsKey(layer + ".weight") || tensors.containsKey(layer + ".bias");
    }

    private static int size(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        return tensor == null ? 0 : tensor.values().length;
    }

    /** The rank of the factors times the bits, which only the bias tells. */
    private static int factorRows(Map<String, Tensor> tensors, int bits) throws BundleException {
        int rows = size(tensors, FACTORS + ".bias");
        if (rows == 0 || rows % bits != 0) {
            throw new BundleException(
                    "'%s.bias' must have a multiple of %d values, got %d".formatted(FACTORS, bits, rows));
        }
        return rows;
    }
}
