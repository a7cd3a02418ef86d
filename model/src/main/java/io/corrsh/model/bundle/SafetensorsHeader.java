package io.corrsh.model.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The header of a safetensors file, checked.
 *
 * @param entries the tensors in the order of their data, which they fill without a gap
 */
record SafetensorsHeader(List<Entry> entries) {

    /** Far more than any model of ours needs; the format allows 100 MB. */
    static final int MAXIMUM_LENGTH = 1 << 20;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,200}");

    static SafetensorsHeader read(InputStream in, long fileLength) throws IOException {
        byte[] prefix = new byte[Long.BYTES];
        Safetensors.readFully(in, prefix, prefix.length, "header length");
        long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > MAXIMUM_LENGTH) {
            throw new BundleException(
                    "The header's length must be between 2 and %d bytes, got %d".formatted(MAXIMUM_LENGTH, length));
        }
        byte[] json = new byte[(int) length];
        Safetensors.readFully(in, json, json.length, "header");
        long dataLength = fileLength - Long.BYTES - length;

        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : parse(json).properties()) {
            if (!property.getKey().equals("__metadata__")) {
                entries.add(Entry.of(property.getKey(), property.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long expected = 0;
        for (Entry entry : entries) {
            if (entry.begin() != expected) {
                throw new BundleException(
                        "The data of '%s' must begin at offset %d, got %d: tensors must not overlap nor leave gaps"
                                .formatted(entry.name(), expected, entry.begin()));
            }
            expected = entry.end();
        }
        if (expected != dataLength) {
            throw new BundleException("The tensors' data must have %d bytes, got %d: the file is %s"
                    .formatted(expected, dataLength, dataLength < expected ? "cut off" : "too long"));
        }
        return new SafetensorsHeader(List.copyOf(entries));
    }

    private static JsonNode parse(byte[] json) throws BundleException {
        try {
            JsonNode root = ModelJson.tree(json);
            if (json[0] != '{' || !root.isObject()) {
                throw new BundleException("The header must be a JSON object");
            }
            return root;
        } catch (JacksonException e) {
            throw new BundleException("The header is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** One tensor's name, type, shape and place in the data. */
    @SuppressWarnings("ArrayRecordComponent") // handed on to a Tensor
    record Entry(String name, Precision precision, int[] shape, long begin, long end) {

        static Entry of(String name, JsonNode node) throws BundleException {
            if (!NAME.matcher(name).matches()) {
                throw new BundleException("A tensor's name must match %s, got '%s'".formatted(NAME, name));
            }
            String dtype = node.path("dtype").asString("");
            Precision precision = null;
            for (Precision known : Precision.values()) {
                precision = known.dtype().equals(dtype) ? known : precision;
            }
            if (precision == null) {
                throw new BundleException("The dtype of '%s' must be F16 or F32, got '%s'".formatted(name, dtype));
            }
            long[] lengths = longs(name, "shape", node.path("shape"));
            long[] offsets = longs(name, "data_offsets", node.path("data_offsets"));
            long size = 1;
            int[] shape = new int[lengths.length];
            for (int i = 0; i < lengths.length; i++) {
                if (lengths[i] < 1 || lengths[i] > Integer.MAX_VALUE || size * lengths[i] > Integer.MAX_VALUE - 8) {
                    throw new BundleException(
                            "The shape of '%s' must have dimensions from 1 and fewer than 2^31 values, got %s"
                                    .formatted(name, node.path("shape")));
                }
                shape[i] = (int) lengths[i];
                size *= lengths[i];
            }
            if (offsets.length != 2 || offsets[0] < 0 || offsets[1] - offsets[0] != size * precision.bytes()) {
                throw new BundleException("The data_offsets of '%s' must span %d bytes for %s %s, got %s"
                        .formatted(
                                name, size * precision.bytes(), dtype, node.path("shape"), node.path("data_offsets")));
            }
            return new Entry(name, precision, shape, offsets[0], offsets[1]);
        }

        /** The number of values. */
        int size() {
            return (int) ((end - begin) / precision.bytes());
        }

        private static long[] longs(String name, String field, JsonNode node) throws BundleException {
            boolean valid = node.isArray() && node.size() <= 8;
            long[] values = new long[valid ? node.size() : 0];
            for (int i = 0; i < values.length; i++) {
                valid &= node.get(i).isIntegralNumber() && node.get(i).canConvertToLong();
                values[i] = valid ? node.get(i).longValue() : 0;
            }
            if (!valid) {
                throw new BundleException(
                        "'%s' of '%s' must be an array of at most 8 integers, got %s".formatted(field, name, node));
            }
            return values;
        }
    }
}
