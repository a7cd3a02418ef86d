package io.corrsh.index.lucene.search;

import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;
import org.jspecify.annotations.Nullable;

/** Scores the documents within a radius by their distances. */
final class RadiusScorer extends Scorer {

    /** The score of a distance. */
    @FunctionalInterface
    interface ByDistance {
        float score(int distance);
    }

    private final RadiusMatches matches;
    private final DocIdSetIterator iterator;
    private final ByDistance scores;
    private final float maxScore;

    RadiusScorer(RadiusMatches matches, ByDistance scores, float maxScore) {
        this.matches = matches;
        this.iterator = matches.iterator();
        this.scores = scores;
        this.maxScore = maxScore;
    }

    @Override
    public int docID() {
        return iterator.docID();
    }

    @Override
    public DocIdSetIterator iterator() {
        return iterator;
    }

    @Override
    public @Nullable TwoPhaseIterator twoPhaseIterator() {
        return matches.twoPhase();
    }

    @Override
    public float score() {
        return scores.score(matches.distance());
    }

    @Override
    public float getMaxScore(int upTo) {
        return maxScore;
    }
}
