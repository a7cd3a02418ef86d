package io.corrsh.service.bits;

import io.corrsh.index.BitCounts;
import io.corrsh.index.HammingIndex;
import io.corrsh.service.bits.BitReply.Meaning;
import io.corrsh.service.collections.Generation;
import io.corrsh.service.models.BitWords;
import io.corrsh.service.models.ModelLease;
import io.corrsh.service.models.ModelRegistry;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.problems.Violations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(
        path = {"/bits", "/collections/{collection}/bits"},
        produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "codes")
final class BitsController {

    private static final int DEFAULT_WORDS = 5;
    private static final int DEFAULT_WORDS_OF_ONE = 20;

    private final ModelRegistry models;

    BitsController(ModelRegistry models) {
        this.models = models;
    }

    @GetMapping
    @Operation(summary = "What each bit means: its words, and how often it is set in the index")
    BitReply.All all(
            Generation generation,
            @Parameter(description = "The most words of each side, 5 if absent")
                    @RequestParam(required = false)
                    @Nullable
                    Integer words,
            @Parameter(description = "A model of GET /models, that of the collection if absent")
                    @RequestParam(required = false)
                    @Nullable
                    String model) {
        int most = most(words, DEFAULT_WORDS);
        try (ModelLease lease = models.lend(model == null ? generation.encoder().model() : model)) {
            BitCounts counts = counts(generation, lease);
            int bits = lease.encoder().bits();
            List<Meaning> meanings = IntStream.range(0, bits)
                    .mapToObj(bit -> meaning(bit, counts, lease.model().words(), most))
                    .toList();
            double entropy =
                    IntStream.range(0, bits).mapToDouble(counts::entropy).sum() / bits;
            return new BitReply.All(
                    lease.encoder().model(), bits, counts.codes(), counts.codes() == 0 ? null : entropy, meanings);
        }
    }

    @GetMapping("/{bit}")
    @Operation(summary = "What a bit means")
    BitReply one(
            Generation generation,
            @PathVariable int bit,
            @Parameter(description = "The most words of each side, 20 if absent")
                    @RequestParam(required = false)
                    @Nullable
                    Integer words,
            @Parameter(description = "A model of GET /models, that of the collection if absent")
                    @RequestParam(required = false)
                    @Nullable
                    String model) {
        int most = most(words, DEFAULT_WORDS_OF_ONE);
        try (ModelLease lease = models.lend(model == null ? generation.encoder().model() : model)) {
            int bits = lease.encoder().bits();
            if (bit < 0 || bit >= bits) {
                throw new ProblemException(
                        ProblemKind.NOT_FOUND, "There is no bit %d: bits go from 0 to %d".formatted(bit, bits - 1));
            }
            BitCounts counts = counts(generation, lease);
            return new BitReply(
                    lease.encoder().model(),
                    bits,
                    counts.codes(),
                    meaning(bit, counts, lease.model().words(), most));
        }
    }

    /** How often bits are set: only of the model that made the index's codes is it known. */
    private BitCounts counts(Generation generation, ModelLease lease) {
        HammingIndex index = generation.index();
        return index.space().model().equals(lease.encoder().model())
                ? index.bitCounts()
                : new BitCounts(0, new long[lease.encoder().bits()]);
    }

    private static Meaning meaning(int bit, BitCounts counts, BitWords words, int most) {
        BitWords.Words found = words.of(bit, most);
        boolean empty = counts.codes() == 0;
        return new Meaning(
                bit,
                empty ? null : counts.frequency(bit),
                empty ? null : counts.entropy(bit),
                found.one(),
                found.zero());
    }

    private static int most(@Nullable Integer given, int usual) {
        int most = given == null ? usual : given;
        Violations violations = new Violations();
        violations.require(most >= 1 && most <= BitWords.MOST, "words", "between 1 and " + BitWords.MOST, most);
        violations.check();
        return most;
    }
}
