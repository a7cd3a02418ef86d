package io.corrsh.model.bundle;

import io.corrsh.model.text.Vocabulary;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/** Reads the three files of a bundle in one pass and takes their hash on the way. */
final class BundleReader {

    private static final int IDENTITY_DIGITS = 12;
    private static final long LARGEST_TEXT = 256L << 20;

    private final BundleSource source;
    private final MessageDigest digest;

    private BundleReader(BundleSource source) {
        this.source = source;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    static ModelBundle read(BundleSource source) throws IOException {
        return new BundleReader(source).read();
    }

    /** How many values each tensor has, from the header alone. */
    static SortedMap<String, Long> sizes(BundleSource source) throws IOException {
        return new BundleReader(source).file(BundleSource.TENSORS, (in, length) -> {
            SortedMap<String, Long> sizes = new TreeMap<>();
            for (SafetensorsHeader.Entry entry :
                    SafetensorsHeader.read(in, length).entries()) {
                sizes.put(entry.name(), (long) entry.size());
            }
            return sizes;
        });
    }

    private ModelBundle read() throws IOException {
        ModelDescription description = file(BundleSource.DESCRIPTION, (in, length) -> description(in.readAllBytes()));
        int words = description.architecture().vocabulary();
        Vocabulary vocabulary = file(BundleSource.VOCABULARY, (in, length) -> vocabulary(in.readAllBytes(), words));
        SortedMap<String, Tensor> tensors = file(BundleSource.TENSORS, (in, length) -> {
            SortedMap<String, Tensor> read = Safetensors.read(in, length);
            Weights.check(description, read);
            return read;
        });
        String hash = HexFormat.of().formatHex(digest.digest()).substring(0, IDENTITY_DIGITS);
        return new ModelBundle(description.name() + "@" + hash, description, vocabulary, tensors);
    }

    private <T> T file(String name, Parser<T> parser) throws IOException {
        BundleSource.Content content = source.open(name);
        try (InputStream in = new DigestInputStream(new BufferedInputStream(content.in(), 1 << 16), digest)) {
            if (!name.equals(BundleSource.TENSORS) && content.length() > LARGEST_TEXT) {
                throw new BundleException(
                        "The file must have at most %d bytes, got %d".formatted(LARGEST_TEXT, content.length()));
            }
            return parser.parse(in, content.length());
        } catch (BundleException e) {
            throw new BundleException("%s: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static ModelDescription description(byte[] json) throws BundleException {
        try {
            return ModelJson.description(json);
        } catch (JacksonException e) {
            throw new BundleException("The description is not valid: " + e.getOriginalMessage(), e);
        }
    }

    private static Vocabulary vocabulary(byte[] tsv, int words) throws BundleException {
        Vocabulary vocabulary = VocabularyFile.read(tsv);
        if (vocabulary.size() != words) {
            throw new BundleException("The vocabulary must have %d words as '%s' says, got %d"
                    .formatted(words, BundleSource.DESCRIPTION, vocabulary.size()));
        }
        return vocabulary;
    }

    @FunctionalInterface
    private interface Parser<T> {
        T parse(InputStream in, long length) throws IOException;
    }
}
