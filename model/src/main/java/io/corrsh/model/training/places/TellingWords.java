package io.corrsh.model.training.places;

import io.corrsh.model.training.sparse.DocumentMatrix;

/**
 * The cosines of documents whose words weigh as much as they tell: each word's weight times a factor of the word. Immutable; a query lies
 * in a buffer of the caller's, one number a word of the vocabulary, zeros but for the query's words.
 */
final class TellingWords {

    private final DocumentMatrix documents;
    private final float[] factors;
    private final float[] scales;

    /**
     * Documents whose words are weighed anew.
     *
     * @param factors one a word of the vocabulary, above 0
     */
    TellingWords(DocumentMatrix documents, float[] factors) {
        this.documents = documents;
        this.factors = factors;
        this.scales = new float[documents.size()];
        for (int document = 0; document < scales.length; document++) {
            double square = 0;
            for (long i = documents.start(document); i < documents.start(document + 1); i++) {
                double weight = documents.weight(i) * factors[documents.word(i)];
                square += weight * weight;
            }
            scales[document] = square == 0 ? 0 : (float) (1 / Math.sqrt(square));
        }
    }

    /** A query's buffer. */
    float[] buffer() {
        return new float[factors.length];
    }

    /** Writes a query. */
    void write(int document, float[] query) {
        for (long i = documents.start(document); i < documents.start(document + 1); i++) {
            int word = documents.word(i);
            query[word] = documents.weight(i) * factors[word] * factors[word] * scales[document];
        }
    }

    /** Makes the buffer zero again. */
    void clear(int document, float[] query) {
        documents.clear(document, query);
    }

    float cosine(float[] query, int document) {
        return documents.dot(document, query) * scales[document];
    }
}
