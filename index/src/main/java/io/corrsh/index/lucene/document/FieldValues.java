package io.corrsh.index.lucene.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The filterable values of a document as bytes, to be stored and given back. */
final class FieldValues {

    private static final int STRING = 0;
    private static final int DOUBLE = 1;
    private static final int FALSE = 2;
    private static final int TRUE = 3;

    private FieldValues() {}

    static byte[] encode(Map<String, List<Object>> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream output = new DataOutputStream(bytes)) {
            output.writeInt(fields.size());
            for (Map.Entry<String, List<Object>> field : fields.entrySet()) {
                write(output, field.getKey());
                output.writeInt(field.getValue().size());
                for (Object value : field.getValue()) {
                    switch (value) {
                        case String text -> {
                            output.writeByte(STRING);
                            write(output, text);
                        }
                        case Double number -> {
                            output.writeByte(DOUBLE);
                            output.writeDouble(number);
                        }
                        default -> output.writeByte(Boolean.TRUE.equals(value) ? TRUE : FALSE);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Map<String, List<Object>> decode(byte[] bytes) throws IOException {
        Map<String, List<Object>> fields = new HashMap<>();
        try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(bytes))) {
            for (int remaining = input.readInt(); remaining > 0; remaining--) {
                String name = readString(input);
                List<Object> values = new ArrayList<>();
                for (int count = input.readInt(); count > 0; count--) {
                    int type = input.readByte();
                    values.add(
                            switch (type) {
                                case STRING -> readString(input);
                                case DOUBLE -> input.readDouble();
                                case FALSE -> false;
                                case TRUE -> true;
                                default -> throw new IOException("unknown type %d of field '%s'".formatted(type, name));
                            });
                }
                fields.put(name, values);
            }
        }
        return fields;
    }

    private static void write(DataOutputStream output, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.writeInt(bytes.length);
        output.write(bytes);
    }

    private static String readString(DataInputStream input) throws IOException {
        byte[] bytes = new byte[input.readInt()];
        input.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
