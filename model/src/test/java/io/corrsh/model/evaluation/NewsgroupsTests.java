package io.corrsh.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.model.corpus.Corpus;
import io.corrsh.model.corpus.CorpusDocument;
import io.corrsh.model.corpus.SharedData;
import io.corrsh.model.corpus.Split;
import io.corrsh.model.text.AnalyzerSpec;
import io.corrsh.model.text.TextAnalyzer;
import io.corrsh.model.text.Vectorizer;
import io.corrsh.model.text.VocabularyBuilder;
import io.corrsh.model.text.Weighting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way of real text from its file to a figure, with the one baseline that needs no training. */
class NewsgroupsTests {

    @Test
    void simHashStandsWhereItShould() throws IOException {
        List<String> broken = new ArrayList<>();
        Corpus corpus = Corpus.read(SharedData.file("20newsgroups.jsonl.gz"), (line, reason) -> broken.add(reason));
        assertThat(broken).isEmpty();
        assertThat(corpus.documents()).hasSize(18_846);
        assertThat(corpus.split(Split.TEST)).hasSize(7_532);

        TextAnalyzer analyzer = new TextAnalyzer(AnalyzerSpec.english());
        VocabularyBuilder builder = new VocabularyBuilder(analyzer);
        corpus.split(Split.TRAIN).forEach(document -> builder.add(document.text()));
        Vectorizer vectorizer =
                new Vectorizer(analyzer, builder.build(VocabularyBuilder.Limits.DEFAULT), Weighting.DEFAULT);
        assertThat(vectorizer.vocabulary().size()).isEqualTo(20_000);

        // A part of them will do.
        List<CorpusDocument> documents = new ArrayList<>();
        for (int i = 0; i < corpus.documents().size(); i++) {
            if (i % (corpus.documents().get(i).split() == Split.TEST ? 20 : 3) == 0) {
                documents.add(corpus.documents().get(i));
            }
        }
        Evaluator evaluator = new Evaluator(documents, 100);
        EvaluationResult result = evaluator.evaluate(new SimHash(vectorizer, 64, 1));
        assertThat(result.precision()).isBetween(0.05, 0.10);
        assertThat(result.codeHealth().deadBits()).isZero();
        assertThat(evaluator.cosine(vectorizer)).isBetween(0.33, 0.46);
    }
}
