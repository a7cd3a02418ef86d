package io.corrsh.model.bundle;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads and writes the safetensors format: eight bytes of header length, a JSON header, the tensors' bytes one after the
 * other. Nothing in a file is trusted; every length, offset, type, shape and value is checked.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
final class Safetensors {

    private static final int CHUNK = 1 << 16;

    private Safetensors() {}

    /**
     * Reads all tensors, half precision widened to float, which is exact.
     *
     * @param in a stream at the first byte of the file; it is read to its end and not closed
     * @param length the length of the file in bytes
     * @throws BundleException if the file is not a valid one of F16 and F32 tensors
     */
    static SortedMap<String, Tensor> read(InputStream in, long length) throws IOException {
        SafetensorsHeader header = SafetensorsHeader.read(in, length);
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            tensors.put(entry.name(), new Tensor(entry.shape(), values(in, entry)));
        }
        if (in.read() >= 0) {
            throw new BundleException("The file must end after %d bytes, but goes on".formatted(length));
        }
        return tensors;
    }

    /**
     * Writes tensors in the order of their names, so that the same tensors give the same bytes.
     *
     * @throws BundleException if a value is not finite, or too large for the precision
     */
    static void write(SortedMap<String, Tensor> tensors, Precision precision, OutputStream out) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", Map.of("format", "pt"));
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            long end = offset + (long) entry.getValue().values().length * precision.bytes();
            Map<String, Object> description = new LinkedHashMap<>();
            description.put("dtype", precision.dtype());
            description.put("shape", entry.getValue().shape());
            description.put("data_offsets", new long[] {offset, end});
            header.put(entry.getKey(), description);
            offset = end;
        }
        String json = ModelJson.compact(header);
        // The data starts at a multiple of 8 bytes, as other writers have it.
        byte[] bytes = (json + " ".repeat(-json.length() & 7)).getBytes(StandardCharsets.US_ASCII);
        byte[] length = new byte[Long.BYTES];
        little(length).putLong(bytes.length);
        out.write(length);
        out.write(bytes);
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            writeValues(entry.getKey(), entry.getValue().values(), precision, out);
        }
    }

    private static float[] values(InputStream in, SafetensorsHeader.Entry entry) throws IOException {
        float[] values = new float[entry.size()];
        Precision precision = entry.precision();
        byte[] bytes = new byte[CHUNK];
        short[] halves = new short[CHUNK / Short.BYTES];
        for (int from = 0; from < values.length; ) {
            int count = Math.min(values.length - from, CHUNK / precision.bytes());
            readFully(in, bytes, count * precision.bytes(), entry.name());
            if (precision == Precision.HALF) {
                little(bytes).asShortBuffer().get(halves, 0, count);
                widen(halves, count, values, from);
            } else {
                little(bytes).asFloatBuffer().get(values, from, count);
            }
            if (!allFinite(values, from, from + count)) {
                for (int i = from; i < from + count; i++) {
                    requireFinite(entry.name(), i, values[i]);
                }
            }
            from += count;
        }
        return values;
    }

    // Every start waits for these loops, before there was time to compile much: they are as plain as can be.
    private static void widen(short[] halves, int count, float[] into, int at) {
        for (int i = 0; i < count; i++) {
            into[at + i] = Float.float16ToFloat(halves[i]);
        }
    }

    private static boolean allFinite(float[] values, int from, int to) {
        float sum = 0;
        for (int i = from; i < to; i++) {
            // Zero for every number, NaN for infinity and NaN.
            sum += values[i] * 0;
        }
        return sum == 0;
    }

    private static void writeValues(String name, float[] values, Precision precision, OutputStream out)
            throws IOException {
        byte[] bytes = new byte[CHUNK];
        ByteBuffer chunk = little(bytes);
        for (int i = 0; i < values.length; i++) {
            requireFinite(name, i, values[i]);
            if (precision == Precision.HALF) {
                short half = Float.floatToFloat16(values[i]);
                if (!Float.isFinite(Float.float16ToFloat(half))) {
                    throw new BundleException("Value %d of '%s' must be within half precision (65504), got %s"
                            .formatted(i, name, values[i]));
                }
                chunk.putShort(half);
            } else {
                chunk.putFloat(values[i]);
            }
            if (!chunk.hasRemaining() || i == values.length - 1) {
                out.write(bytes, 0, chunk.position());
                chunk.clear();
            }
        }
    }

    static void readFully(InputStream in, byte[] into, int length, String what) throws IOException {
        int read = in.readNBytes(into, 0, length);
        if (read < length) {
            throw new BundleException("The file is cut off in '%s'".formatted(what), new EOFException());
        }
    }

    private static void requireFinite(String name, int index, float value) throws BundleException {
        if (!Float.isFinite(value)) {
            throw new BundleException("Value %d of '%s' must be finite, got %s".formatted(index, name, value));
        }
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
