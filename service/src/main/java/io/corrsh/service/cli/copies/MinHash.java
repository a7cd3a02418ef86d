package io.corrsh.service.cli.copies;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.minhash.MinHashFilter;
import org.apache.lucene.analysis.shingle.ShingleFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.jspecify.annotations.Nullable;

/** Lucene's MinHash of a text's runs of five words, which estimates how many of these two texts share. */
final class MinHash {

    static final int VALUES = 128;

    private static final int SHINGLE = 5;

    private MinHash() {}

    /** The signature of a text; {@code null} if it has fewer than five words. */
    static int @Nullable [] of(String text) {
        StandardTokenizer words = new StandardTokenizer();
        words.setReader(new StringReader(text));
        ShingleFilter shingles = new ShingleFilter(new LowerCaseFilter(words), SHINGLE, SHINGLE);
        shingles.setOutputUnigrams(false);
        int[] signature = new int[VALUES];
        int size = 0;
        try (TokenStream hashes = new MinHashFilter(shingles, 1, VALUES, 1, true)) {
            CharTermAttribute hash = hashes.addAttribute(CharTermAttribute.class);
            hashes.reset();
            while (hashes.incrementToken() && size < VALUES) {
                signature[size++] = hash.toString().hashCode();
            }
            hashes.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return size == 0 ? null : Arrays.copyOf(signature, VALUES);
    }

    /** How many of the values of two signatures are equal. */
    static int equal(int[] left, int[] right) {
        int equal = 0;
        for (int i = 0; i < VALUES; i++) {
            equal += left[i] == right[i] ? 1 : 0;
        }
        return equal;
    }
}
