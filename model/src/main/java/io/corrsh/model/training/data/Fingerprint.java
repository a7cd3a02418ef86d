package io.corrsh.model.training.data;

import io.corrsh.model.training.data.TrainingData.Part;
import io.corrsh.model.training.sparse.DocumentMatrix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells one corpus, as training sees it, from another: counts, which people understand, and hashes, which are sure. */
public final class Fingerprint {

    private final MessageDigest digest;
    private final ByteBuffer chunk = ByteBuffer.allocate(1 << 16);

    private Fingerprint() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The counts and hashes of a corpus, by name. */
    public static Map<String, Object> of(TrainingData data) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("train_documents", data.train().size());
        facts.put("validation_documents", data.validation().size());
        facts.put("words", data.vectorizer().vocabulary().size());
        Fingerprint words = new Fingerprint();
        for (int i = 0; i < data.vectorizer().vocabulary().size(); i++) {
            byte[] word = data.vectorizer().vocabulary().word(i).getBytes(StandardCharsets.UTF_8);
            words.add(word.length);
            words.digest.update(words.chunk.flip());
            words.chunk.clear();
            words.digest.update(word);
        }
        facts.put("words_sha256", words.hex());
        Fingerprint documents = new Fingerprint();
        documents.add(data.train());
        documents.add(data.validation());
        facts.put("documents_sha256", documents.hex());
        return facts;
    }

    private void add(Part part) {
        DocumentMatrix rows = part.documents();
        for (int row = 0; row < rows.size(); row++) {
            add(rows.length(row));
            for (long i = rows.start(row); i < rows.start(row + 1); i++) {
                add(rows.word(i));
                add(Float.floatToRawIntBits(rows.weight(i)));
            }
            add(part.labels()[row].length);
            for (int label : part.labels()[row]) {
                add(label);
            }
        }
    }

    private void add(int value) {
        if (!chunk.hasRemaining()) {
            digest.update(chunk.flip());
            chunk.clear();
        }
        chunk.putInt(value);
    }

    private String hex() {
        digest.update(chunk.flip());
        return HexFormat.of().formatHex(digest.digest());
    }
}
