package io.corrsh.index.lucene.document;

import io.corrsh.index.IndexedDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.compress.LZ4;
import org.jspecify.annotations.Nullable;

/**
 * The id, the source and the fields of a document as bytes, compressed if that makes them fewer.
 *
 * <p>Each document stands alone. Lucene's stored fields share blocks of 80 KB, which are smaller on disk, but unpacking
 * some for every hit takes longer than finding the hits.
 */
final class PackedDocument {

    private static final byte PLAIN = 0;
    private static final byte COMPRESSED = 1;
    private static final int WORTH_COMPRESSING = 128;

    private static final byte STRING = 0;
    private static final byte DOUBLE = 1;
    private static final byte FALSE = 2;
    private static final byte TRUE = 3;

    private PackedDocument() {}

    /** Packs a document; the table is scratch memory, for one thread at a time. */
    static BytesRef pack(IndexedDocument document, LZ4.FastCompressionHashTable table) {
        try {
            ByteBuffersDataOutput plain = new ByteBuffersDataOutput();
            plain.writeByte(PLAIN);
            plain.writeString(document.id());
            write(plain, document.fields());
            plain.writeBytes(document.source(), 0, document.source().length);
            byte[] bytes = plain.toArrayCopy();
            if (bytes.length >= WORTH_COMPRESSING) {
                ByteBuffersDataOutput compressed = new ByteBuffersDataOutput();
                compressed.writeByte(COMPRESSED);
                compressed.writeVInt(bytes.length - 1);
                LZ4.compress(bytes, 1, bytes.length - 1, compressed, table);
                if (compressed.size() < bytes.length) {
                    return new BytesRef(compressed.toArrayCopy());
                }
            }
            return new BytesRef(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail", e);
        }
    }

    /** Unpacks a document. */
    static IndexedDocument unpack(long @Nullable [] code, BytesRef packed) throws IOException {
        ByteArrayDataInput input = new ByteArrayDataInput(packed.bytes, packed.offset, packed.length);
        if (input.readByte() == COMPRESSED) {
            byte[] bytes = new byte[input.readVInt()];
            LZ4.decompress(input, bytes.length, bytes, 0);
            input = new ByteArrayDataInput(bytes);
        }
        String id = input.readString();
        Map<String, List<Object>> fields = readFields(input);
        byte[] source = new byte[input.length() - input.getPosition()];
        input.readBytes(source, 0, source.length);
        return new IndexedDocument(id, code, source, fields);
    }

    private static void write(DataOutput output, Map<String, List<Object>> fields) throws IOException {
        output.writeVInt(fields.size());
        for (Map.Entry<String, List<Object>> field : fields.entrySet()) {
            output.writeString(field.getKey());
            output.writeVInt(field.getValue().size());
            for (Object value : field.getValue()) {
                switch (value) {
                    case String text -> {
                        output.writeByte(STRING);
                        output.writeString(text);
                    }
                    case Double number -> {
                        output.writeByte(DOUBLE);
                        output.writeLong(Double.doubleToRawLongBits(number));
                    }
                    default -> output.writeByte(Boolean.TRUE.equals(value) ? TRUE : FALSE);
                }
            }
        }
    }

    private static Map<String, List<Object>> readFields(DataInput input) throws IOException {
        int size = input.readVInt();
        if (size == 0) {
            return Map.of();
        }
        Map<String, List<Object>> fields = HashMap.newHashMap(size);
        for (; size > 0; size--) {
            String name = input.readString();
            int count = input.readVInt();
            List<Object> values = new ArrayList<>(count);
            for (; count > 0; count--) {
                values.add(readValue(input, name));
            }
            fields.put(name, values);
        }
        return fields;
    }

    private static Object readValue(DataInput input, String field) throws IOException {
        byte type = input.readByte();
        return switch (type) {
            case STRING -> input.readString();
            case DOUBLE -> Double.longBitsToDouble(input.readLong());
            case FALSE -> false;
            case TRUE -> true;
            default -> throw new IOException("unknown type %d of field '%s'".formatted(type, field));
        };
    }
}
