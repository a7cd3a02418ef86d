package io.corrsh.model.training.data;

import io.corrsh.model.text.Vectorizer;
import io.corrsh.model.training.sparse.DocumentMatrix;

/**
 * A corpus as training sees it: no texts, no test documents.
 *
 * @param vectorizer with the vocabulary
 * @param train the documents to learn from
 * @param validation the documents to measure on
 * @param heldOut whether the validation documents were held out of train because the corpus has none
 */
public record TrainingData(Vectorizer vectorizer, Part train, Part validation, boolean heldOut) {

    /**
     * Documents and their labels.
     *
     * @param documents at least one word each
     * @param labels the numbers of each document's labels, ascending
     */
    public record Part(DocumentMatrix documents, int[][] labels) {

        /** How many documents there are. */
        public int size() {
            return documents.size();
        }

        /** Whether any document has one. */
        public boolean hasLabels() {
            for (int[] label : labels) {
                if (label.length > 0) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Whether two ascending lists share a value. */
    public static boolean share(int[] a, int[] b) {
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            if (a[i] == b[j]) {
                return true;
            }
            if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return false;
    }
}
