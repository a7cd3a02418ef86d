package io.corrsh.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.corrsh.model.corpus.CorpusDocument;
import io.corrsh.model.corpus.Split;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.model.text.AnalyzerSpec;
import io.corrsh.model.text.TextAnalyzer;
import io.corrsh.model.text.Vectorizer;
import io.corrsh.model.text.VocabularyBuilder;
import io.corrsh.model.text.Weighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluatorTests {

    private final long seed = Long.getLong("corrsh.test.seed", System.nanoTime());

    @Test
    void measuresASmallCorpusByHand() {
        // The texts are the codes: 16 bits in hex; "-" has none.
        List<CorpusDocument> documents = List.of(
                document("ffff", Split.TRAIN, "a"),
                document("fffe", Split.TRAIN, "b"),
                document("fffd", null, "a", "c"),
                document("ffff", Split.VALIDATION, "a"),
                document("0000", null, "b"),
                document("-", Split.TRAIN, "a"),
                document("0001", Split.TRAIN),
                document("ffff", Split.TEST, "a"),
                document("0000", Split.TEST, "b", "c"),
                document("-", Split.TEST, "a"),
                document("ffff", Split.TEST));
        EvaluationResult result = new Evaluator(documents, 2).evaluate(new HexEncoder());
        assertThat(result.database()).isEqualTo(6);
        assertThat(result.queries()).isEqualTo(3);
        assertThat(result.databaseWithoutCode()).isEqualTo(1);
        assertThat(result.queriesWithoutCode()).isEqualTo(1);
        // ffff finds itself and one of two at distance 1, of which one is relevant; 0000 finds itself and a stranger.
        assertThat(result.precision()).isEqualTo((0.75 + 0.5 + 0) / 3, within(1e-12));
        assertThat(result.precisionLowerBound()).isEqualTo((0.5 + 0.5 + 0) / 3, within(1e-12));
        // The last bit costs less than the one before it, so that fffe (label b) comes first.
        assertThat(result.precisionReranked()).isEqualTo((0.5 + 0.5 + 0) / 3, within(1e-12));
        assertThat(result.precisionByLabel())
                .containsExactlyEntriesOf(new TreeMap<>(Map.of("a", 0.375, "b", 0.5, "c", 0.5)));
        assertThat(result.codeHealth().largestBucket()).isEqualTo(1);

        JsonNode json = JsonMapper.builder().build().valueToTree(result);
        assertThat(json.propertyNames())
                .contains("model", "bits", "database", "queries", "k", "precision", "precision_reranked");
        assertThat(json.get("code_health").get("mean_entropy").isNumber()).isTrue();
    }

    @Test
    void ranksByLogitsAsTheDefinitionSays() {
        Random random = new Random(seed);
        for (int bits : new int[] {16, 64, 72, 256}) {
            int words = (bits + 63) >>> 6;
            List<long[]> codes = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                codes.add(code(random, bits, words));
            }
            boolean[] relevant = new boolean[50];
            for (int i = 0; i < 50; i++) {
                relevant[i] = random.nextBoolean();
            }
            long[] query = code(random, bits, words);
            float[] logits = new float[bits];
            for (int b = 0; b < bits; b++) {
                logits[b] = (float) random.nextGaussian();
            }
            double[] weighted = new double[50];
            double[] hamming = new double[50];
            for (int i = 0; i < 50; i++) {
                for (int b = 0; b < bits; b++) {
                    if (((codes.get(i)[b >>> 6] ^ query[b >>> 6]) << b) < 0) {
                        weighted[i] += Math.abs(logits[b]);
                        hamming[i]++;
                    }
                }
            }
            CodeRanking ranking = new CodeRanking(codes, bits);
            assertThat(ranking.byLogits(query, logits, relevant, 10).expected())
                    .as("seed %d", seed)
                    .isEqualTo(Precision.ofDistances(weighted, relevant, 10).expected(), within(1e-12));
            assertThat(ranking.byDistance(query, relevant, 10))
                    .as("seed %d", seed)
                    .isEqualTo(Precision.ofDistances(hamming, relevant, 10));
        }
    }

    @Test
    void simHashKeepsSimilarity() {
        TextAnalyzer analyzer = new TextAnalyzer(AnalyzerSpec.english());
        VocabularyBuilder builder = new VocabularyBuilder(analyzer);
        List<CorpusDocument> documents = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            String topic = "topic" + i % 3;
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 30; j++) {
                text.append(random.nextInt(3) > 0 ? topic : "noise")
                        .append("word")
                        .append(random.nextInt(40))
                        .append(' ');
            }
            documents.add(new CorpusDocument(
                    "d" + i, text.toString(), List.of(topic), i < 250 ? Split.TRAIN : Split.TEST, Map.of()));
            builder.add(text.toString());
        }
        Vectorizer vectorizer =
                new Vectorizer(analyzer, builder.build(new VocabularyBuilder.Limits(1000, 1, 1)), Weighting.DEFAULT);
        Evaluator evaluator = new Evaluator(documents, 10);
        EvaluationResult result = evaluator.evaluate(new SimHash(vectorizer, 128, 1));
        assertThat(result.precision()).isBetween(0.7, 1.0);
        assertThat(result.codeHealth().meanEntropy()).isGreaterThan(0.5);
        assertThat(evaluator.cosine(vectorizer)).isBetween(result.precision(), 1.0);
        assertThat(evaluator.evaluate(new SimHash(vectorizer, 128, 1)).precision())
                .isEqualTo(result.precision());
        assertThat(evaluator.evaluate(new SimHash(vectorizer, 128, 2)).precision())
                .isNotEqualTo(result.precision());
    }

    @Test
    void measuresTheHealthOfCodes() {
        CodeHealth health = CodeHealth.of(
                List.of(
                        new long[] {0xC000L << 48},
                        new long[] {0xC000L << 48},
                        new long[] {0x2000L << 48},
                        new long[1]),
                16);
        assertThat(health.frequencies()).startsWith(0.5, 0.5, 0.25, 0.0).hasSize(16);
        double quarter = -(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75)) / Math.log(2);
        assertThat(health.meanEntropy()).isEqualTo((2 + quarter) / 16, within(1e-12));
        assertThat(health.deadBits()).isEqualTo(13);
        assertThat(health.largestBucket()).isEqualTo(2);
        assertThat(health.distinctRatio()).isEqualTo(0.75);
        assertThat(health.distinctCodes()).isEqualTo(3);
        assertThat(health.balance()).isEqualTo(2.5 / 16, within(1e-12));
        assertThat(health.maximumCorrelation()).isEqualTo(1, within(1e-12));
        double third = 0.125 / Math.sqrt(0.25 * 0.1875);
        assertThat(health.meanCorrelation()).isEqualTo((1 + 2 * third) / 3, within(1e-12));
        // The covariance of bits 0 to 2: variances 1/4, 1/4 and 3/16; 1/4 between the first two, -1/8 from each to the
        // third.
        double squares = 3.0 / 16 * 3 / 16 + 4.0 / 16 + 4.0 / 64;
        assertThat(health.effectiveBits()).isEqualTo(11.0 / 16 * 11 / 16 / squares, within(1e-12));
    }

    @Test
    void independentBalancedBitsAreAllEffective() {
        List<long[]> codes = java.util.stream.LongStream.range(0, 1 << 16)
                .mapToObj(value -> new long[] {value << 48})
                .toList();
        CodeHealth health = CodeHealth.of(codes, 16);
        assertThat(health.effectiveBits()).isEqualTo(16, within(1e-9));
        assertThat(health.balance()).isEqualTo(1);
        assertThat(health.maximumCorrelation()).isZero();
        assertThat(health.largestBucket()).isEqualTo(1);
    }

    @Test
    void refusesACorpusThatCannotTell() {
        assertThatThrownBy(() -> new Evaluator(List.of(document("ffff", Split.TRAIN, "a")), 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 1 and 0");
        assertThatThrownBy(() -> new Evaluator(List.of(), 0)).hasMessage("'k' must be at least 1, got 0");
    }

    private static long[] code(Random random, int bits, int words) {
        long[] code = random.longs(words).toArray();
        if ((bits & 63) != 0) {
            code[words - 1] &= -1L << (64 - (bits & 63));
        }
        return code;
    }

    private static CorpusDocument document(String code, @Nullable Split split, String... labels) {
        return new CorpusDocument(code, code, List.of(labels), split, Map.of());
    }

    /** Reads the code off the text; the logit of bit i is 16 - i in magnitude. */
    private static final class HexEncoder implements TextEncoder {

        @Override
        public String model() {
            return "hex@000000000000";
        }

        @Override
        public int bits() {
            return 16;
        }

        @Override
        public String device() {
            return "none";
        }

        @Override
        public Encoding encode(String text) {
            if (text.equals("-")) {
                return new Encoding(null, null, 1, 1);
            }
            int value = Integer.parseInt(text, 16);
            float[] logits = new float[16];
            for (int i = 0; i < 16; i++) {
                logits[i] = (value >>> (15 - i) & 1) == 1 ? 16 - i : i - 16;
            }
            return new Encoding(new long[] {(long) value << 48}, logits, 1, 0);
        }

        @Override
        public List<Encoding> encode(List<String> texts) {
            return texts.stream().map(this::encode).toList();
        }

        @Override
        public void close() {}
    }
}
