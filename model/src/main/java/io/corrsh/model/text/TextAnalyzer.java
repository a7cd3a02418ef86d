package io.corrsh.model.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenFilterFactory;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.TokenizerFactory;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.util.ClasspathResourceLoader;
import org.apache.lucene.util.ResourceLoaderAware;

/**
 * Splits texts into tokens by the chain of an {@link AnalyzerSpec}, in time linear in the length of the text.
 *
 * <p>Safe for use by several threads at once. Chains are kept for reuse in a bounded pool rather than in thread locals,
 * which would keep one for every virtual thread.
 */
public final class TextAnalyzer {

    private static final int POOL_SIZE = 2 * Runtime.getRuntime().availableProcessors();

    private final AnalyzerSpec spec;
    private final CharArraySet stopWords;
    private final BlockingQueue<Chain> pool = new ArrayBlockingQueue<>(POOL_SIZE);

    /**
     * An analyzer for the given chain.
     *
     * @throws IllegalArgumentException if the chain names a tokenizer or a filter which Lucene does not have, or which
     *     needs arguments
     */
    public TextAnalyzer(AnalyzerSpec spec) {
        this.spec = Objects.requireNonNull(spec, "'spec' must not be null");
        this.stopWords = CharArraySet.unmodifiableSet(new CharArraySet(spec.stopWords(), false));
        pool.add(new Chain());
    }

    /** The chain of this analyzer. */
    public AnalyzerSpec spec() {
        return spec;
    }

    /**
     * Gives the tokens of a text, one after the other.
     *
     * @param text the text, of any length
     * @param consumer takes each token; the sequence is only valid during the call
     */
    public void analyze(String text, Consumer<? super CharSequence> consumer) {
        Chain chain = pool.poll();
        if (chain == null) {
            chain = new Chain();
        }
        chain.run(text, consumer);
        // A chain that threw is in an unknown state and is left to the garbage collector.
        pool.offer(chain);
    }

    private final class Chain {

        private final Tokenizer tokenizer;
        private final TokenStream stream;
        private final CharTermAttribute term;

        Chain() {
            tokenizer = tokenizer(spec.tokenizer());
            TokenStream last = new OverlongTokenFilter(tokenizer);
            for (String name : spec.filters()) {
                last = name.equals(AnalyzerSpec.STOP) ? new StopFilter(last, stopWords) : filter(name, last);
            }
            stream = new WordFilter(last, spec);
            term = stream.addAttribute(CharTermAttribute.class);
        }

        void run(String text, Consumer<? super CharSequence> consumer) {
            try {
                tokenizer.setReader(new StringReader(text));
                stream.reset();
                while (stream.incrementToken()) {
                    consumer.accept(term);
                }
                stream.end();
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Tokenizer tokenizer(String name) {
        try {
            // Factories empty the map that they are given.
            return TokenizerFactory.forName(name, new HashMap<>()).create();
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    "'tokenizer' must be a tokenizer of Lucene which needs no argument, got '%s'".formatted(name), e);
        }
    }

    private static TokenStream filter(String name, TokenStream in) {
        try {
            TokenFilterFactory factory = TokenFilterFactory.forName(name, new HashMap<>());
            if (factory instanceof ResourceLoaderAware aware) {
                aware.inform(new ClasspathResourceLoader(factory.getClass()));
            }
            return factory.create(in);
        } catch (IllegalArgumentException | UnsupportedOperationException | IOException e) {
            throw new IllegalArgumentException(
                    "'filters' must hold token filters of Lucene which need no argument, got '%s'".formatted(name), e);
        }
    }
}
