package io.corrsh.service.storage.passages;

import io.corrsh.index.IndexedDocument;
import io.corrsh.model.encoder.Encoding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The passages of a document behind its JSON: {@code JSON, count x (start, end, words of code), length of all that, 0}. JSON
 * never ends with a zero, so that a document without passages is its JSON alone.
 */
public final class PassageTable {

    private static final byte END = 0;
    private static final int TRAILER = Integer.BYTES + 1;

    private PassageTable() {}

    /** The JSON with passages behind it; the JSON itself if there are none. */
    public static byte[] attach(byte[] json, List<Passage> passages) {
        if (passages.isEmpty()) {
            return json;
        }
        int length = 0;
        for (Passage passage : passages) {
            length += 2 * Integer.BYTES + 1 + words(passage) * Long.BYTES;
        }
        ByteBuffer bytes = ByteBuffer.allocate(json.length + length + TRAILER).put(json);
        for (Passage passage : passages) {
            bytes.putInt(passage.start()).putInt(passage.end()).put((byte) words(passage));
            long[] code = passage.code();
            for (int word = 0; code != null && word < code.length; word++) {
                bytes.putLong(code[word]);
            }
        }
        return bytes.putInt(length).put(END).array();
    }

    /** The JSON with passages and what a model made of their texts behind it. */
    public static byte[] attach(byte[] json, List<Passage> passages, List<Encoding> encodings) {
        List<Passage> coded = new ArrayList<>(passages.size());
        for (int i = 0; i < passages.size(); i++) {
            coded.add(passages.get(i).withCode(encodings.get(i).code()));
        }
        return attach(json, coded);
    }

    /** Whether two documents have the same JSON and are cut at the same places, whatever the codes. */
    public static boolean isSameInput(byte[] one, byte[] other) {
        return Arrays.equals(json(one), json(other))
                && of(one).stream()
                        .map(passage -> passage.withCode(null))
                        .toList()
                        .equals(of(other).stream()
                                .map(passage -> passage.withCode(null))
                                .toList());
    }

    /** The JSON alone. */
    public static byte[] json(byte[] source) {
        int length = length(source);
        return length == 0 ? source : Arrays.copyOf(source, source.length - TRAILER - length);
    }

    /** The passages; none if the document is whole. */
    public static List<Passage> of(byte[] source) {
        int length = length(source);
        List<Passage> passages = new ArrayList<>();
        if (length > 0) {
            ByteBuffer bytes = ByteBuffer.wrap(source, source.length - TRAILER - length, length);
            while (bytes.hasRemaining()) {
                int start = bytes.getInt();
                int end = bytes.getInt();
                long[] code = new long[bytes.get()];
                for (int word = 0; word < code.length; word++) {
                    code[word] = bytes.getLong();
                }
                passages.add(new Passage(start, end, code.length == 0 ? null : code));
            }
        }
        return passages;
    }

    /** The document with the code of its passage that is nearest to a code; as it is if it is whole. */
    public static IndexedDocument nearest(IndexedDocument document, long @Nullable [] code) {
        long[] nearest = null;
        int least = Integer.MAX_VALUE;
        for (Passage passage : code == null ? List.<Passage>of() : of(document.source())) {
            long[] other = passage.code();
            int distance = 0;
            for (int word = 0; other != null && code != null && word < code.length; word++) {
                distance += Long.bitCount(code[word] ^ other[word]);
            }
            if (other != null && distance < least) {
                least = distance;
                nearest = other;
            }
        }
        return nearest == null
                ? document
                : new IndexedDocument(document.id(), nearest, document.source(), document.fields());
    }

    private static int length(byte[] source) {
        return source.length < TRAILER || source[source.length - 1] != END
                ? 0
                : ByteBuffer.wrap(source).getInt(source.length - TRAILER);
    }

    private static int words(Passage passage) {
        return passage.code() == null ? 0 : passage.code().length;
    }
}
