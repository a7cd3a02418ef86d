package io.corrsh.model.training.options;

import io.corrsh.model.text.AnalyzerSpec;

/** Which words the model knows, while the options are collected, with what they are if nothing else is said. */
final class VocabularyDefaults {

    AnalyzerSpec analyzer = AnalyzerSpec.english();
    int size;
    int minimumDocuments = 3;
    double maximumShare = 0.5;
    int titleWeight;

    VocabularyDefaults(int size, int titleWeight) {
        this.size = size;
        this.titleWeight = titleWeight;
    }

    VocabularyOptions build() {
        return new VocabularyOptions(analyzer, size, minimumDocuments, maximumShare, titleWeight);
    }
}
