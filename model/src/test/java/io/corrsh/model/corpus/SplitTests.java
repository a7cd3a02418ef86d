package io.corrsh.model.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitTests {

    @Test
    void theHashedSplitIsTheRemainderOfTheIdsHashByFive() throws Exception {
        Map<Split, Integer> sizes = new EnumMap<>(Split.class);
        for (int i = 0; i < 5_000; i++) {
            String id = "é/" + i;
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            int remainder = new BigInteger(1, hash).mod(BigInteger.valueOf(5)).intValueExact();
            Split expected = remainder == 0 ? Split.TEST : remainder == 1 ? Split.VALIDATION : Split.TRAIN;
            assertThat(Split.ofHash(id)).as(id).isEqualTo(expected);
            sizes.merge(expected, 1, Integer::sum);
        }
        assertThat(sizes.get(Split.TEST)).isBetween(900, 1100);
        assertThat(sizes.get(Split.VALIDATION)).isBetween(900, 1100);
    }

    @Test
    void aCorpusIsDividedAnewWhateverItSays() {
        Corpus corpus = new Corpus(
                List.of(
                        new CorpusDocument("b", "text", List.of("x"), Split.TRAIN, Map.of("year", 1)),
                        new CorpusDocument("a", "text", List.of(), null, Map.of())),
                2);
        Corpus divided = corpus.resplit();
        assertThat(divided.documents()).extracting(CorpusDocument::split).containsExactly(Split.TEST, Split.TRAIN);
        assertThat(divided.documents().getFirst().payload()).containsEntry("year", 1);
        assertThat(divided.brokenLines()).isEqualTo(2);
    }
}
