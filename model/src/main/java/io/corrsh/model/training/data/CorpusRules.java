package io.corrsh.model.training.data;

import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.progress.TrainingException;
import io.corrsh.model.training.sparse.DocumentMatrix;

/** What a corpus must be to be trained on, told before any work. */
record CorpusRules(TrainingOptions options) {

    /**
     * Checks a corpus.
     *
     * @param empty how many documents were left out for want of a known word
     */
    void check(TrainingData data, int empty) throws TrainingException {
        int train = data.train().size();
        int validation = data.validation().size();
        String left = empty == 0 ? "" : " (%d without a word of the vocabulary are left out)".formatted(empty);
        if (train < 2) {
            throw new TrainingException(
                    "The corpus must hold at least 2 documents to learn from, got %d%s".formatted(train, left));
        }
        if (validation < 1) {
            throw new TrainingException(
                    data.heldOut()
                            ? "The corpus must hold a document to measure on, but the tenth of its %d that is held out by the hash of the id is empty%s: give more documents, or mark some with the split 'validation'"
                                    .formatted(train, left)
                            : "The corpus must hold at least 1 document of the split 'validation' with a known word, got 0%s"
                                    .formatted(left));
        }
        if (allAlike(data.train().documents())) {
            throw new TrainingException(
                    "The documents to learn from must differ, but all %d have the same words".formatted(train));
        }
        int words = data.vectorizer().vocabulary().size();
        if (words < options.bits()) {
            throw new TrainingException(
                    "'bits' must be at most the number of words in the vocabulary (%d), got %d: lower 'bits', give more text, or let in more words by 'minimum documents' and 'maximum share'"
                            .formatted(words, options.bits()));
        }
    }

    private static boolean allAlike(DocumentMatrix documents) {
        int length = documents.length(0);
        for (int row = 1; row < documents.size(); row++) {
            if (documents.length(row) != length) {
                return false;
            }
            long from = documents.start(row);
            for (int i = 0; i < length; i++) {
                if (documents.word(i) != documents.word(from + i)
                        || documents.weight(i) != documents.weight(from + i)) {
                    return false;
                }
            }
        }
        return true;
    }
}
