package io.corrsh.model.bundle;

import io.corrsh.model.text.Vocabulary;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The file {@code vocabulary.tsv}: a line of {@code word TAB document frequency} for each word in the order of its
 * number, after a first line with an empty word which gives the number of documents.
 */
final class VocabularyFile {

    private VocabularyFile() {}

    static byte[] write(Vocabulary vocabulary) {
        StringBuilder text = new StringBuilder();
        text.append('\t').append(vocabulary.documents()).append('\n');
        for (int i = 0; i < vocabulary.size(); i++) {
            text.append(vocabulary.word(i))
                    .append('\t')
                    .append(vocabulary.documentFrequency(i))
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Vocabulary read(byte[] bytes) throws BundleException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BundleException("The vocabulary is not valid UTF-8", e);
        }
        if (!text.endsWith("\n")) {
            throw new BundleException("The vocabulary must end with a line feed: the file is cut off");
        }
        List<String> words = new ArrayList<>();
        int[] frequencies = new int[1024];
        int documents = 0;
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            int tab = line.indexOf('\t');
            int count = count(++number, line, tab);
            if (number == 1) {
                if (tab != 0) {
                    throw new BundleException("Line 1 of the vocabulary must be a tab and the number of documents");
                }
                documents = count;
                continue;
            }
            if (words.size() == frequencies.length) {
                frequencies = Arrays.copyOf(frequencies, 2 * frequencies.length);
            }
            frequencies[words.size()] = count;
            words.add(line.substring(0, tab));
        }
        try {
            return new Vocabulary(words, Arrays.copyOf(frequencies, words.size()), documents);
        } catch (IllegalArgumentException e) {
            throw new BundleException("The vocabulary is not valid: " + e.getMessage(), e);
        }
    }

    private static int count(int number, String line, int tab) throws BundleException {
        try {
            if (tab >= 0) {
                return Integer.parseInt(line.substring(tab + 1));
            }
        } catch (NumberFormatException e) {
            // Told below, with the line.
        }
        throw new BundleException("Line %d of the vocabulary must be a word, a tab and a number".formatted(number));
    }
}
