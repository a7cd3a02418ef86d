package io.corrsh.model.training.options.contrast;

import static io.corrsh.model.training.options.value.Checks.require;

/**
 * The contrastive term: the codes of a view of a document and of a view of one of its neighbours must find each other
 * among those of the batch (InfoNCE in both directions).
 *
 * @param temperature by which the mean agreement of two codes is divided
 * @param keep the probability with which a view keeps a word
 * @param noise of the views' codes
 * @param neighbours of how many nearest documents the partner is drawn; 0 for the document itself
 * @param terms how many of a document's strongest terms the search for neighbours uses
 * @param postings how many documents it looks at a term at most
 * @param neighbourRounds how often the neighbours are found again by walks and regression, 0 for those by cosine
 * @param softPositives how many nearest documents share the target where they meet in a batch; 0 for none
 * @param softWeight the weight of such a document beside the partner's 1
 * @param codeWeight the weight of the cross-entropy with the codes that documents should get by where they belong; 0
 * for neither that term nor the linear code that training otherwise begins at
 */
public record ContrastOptions(
        double temperature,
        double keep,
        ViewNoise noise,
        int neighbours,
        int terms,
        int postings,
        int neighbourRounds,
        int softPositives,
        double softWeight,
        double codeWeight) {

    /** The usual number of terms. */
    public static final int TERMS = 40;

    /** The usual number of postings. */
    public static final int POSTINGS = 10_000;

    public ContrastOptions {
        require(temperature > 0 && temperature <= 10, "temperature", "above 0 and at most 10", temperature);
        require(keep > 0 && keep <= 1, "keep", "above 0 and at most 1", keep);
        require(neighbours >= 0 && neighbours <= 1000, "neighbours", "between 0 and 1000", neighbours);
        require(terms >= 1, "neighbour terms", "at least 1", terms);
        require(postings >= 1, "neighbour postings", "at least 1", postings);
        require(neighbourRounds >= 0 && neighbourRounds <= 10, "neighbour rounds", "between 0 and 10", neighbourRounds);
        require(softPositives >= 0 && softPositives <= 1000, "soft positives", "between 0 and 1000", softPositives);
        require(softWeight >= 0 && softWeight <= 100, "soft weight", "between 0 and 100", softWeight);
        require(codeWeight >= 0 && codeWeight <= 1000, "code weight", "between 0 and 1000", codeWeight);
    }

    /** How many neighbours of a document must be known: beyond the partners at most a fiftieth of the corpus. */
    public int known(int documents) {
        return Math.max(neighbours, Math.min(documents / 50, softPositives));
    }
}
