package io.corrsh.model.training.checkpoint;

import io.corrsh.model.training.sparse.StateVisitor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Collects the header of a safetensors file of a state: vectors of F32 and I32 in the order they are seen. */
final class StateLayout implements StateVisitor {

    private record Vector(String name, String type, long length) {}

    private final List<Vector> vectors = new ArrayList<>();

    @Override
    public void floats(String name, float[][] pieces) {
        long length = 0;
        for (float[] piece : pieces) {
            length += piece.length;
        }
        vectors.add(new Vector(name, "F32", length));
    }

    @Override
    public void ints(String name, int[] values) {
        vectors.add(new Vector(name, "I32", values.length));
    }

    /** The bytes before the data: the same for the same names, types and lengths. */
    byte[] header() {
        StringBuilder json = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        JsonMapper mapper = new JsonMapper();
        long offset = 0;
        for (Vector vector : vectors) {
            long end = offset + vector.length * Float.BYTES;
            Map<String, Object> entry = new TreeMap<>();
            entry.put("dtype", vector.type);
            entry.put("shape", List.of(vector.length));
            entry.put("data_offsets", List.of(offset, end));
            json.append(",\"").append(vector.name).append("\":").append(mapper.writeValueAsString(entry));
            offset = end;
        }
        json.append('}');
        json.append(" ".repeat(-json.length() & 7));
        byte[] text = json.toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Long.BYTES + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }
}
