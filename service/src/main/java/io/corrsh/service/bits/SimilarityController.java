package io.corrsh.service.bits;

import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.model.explain.BitShares;
import io.corrsh.service.bits.SimilarityReply.DifferingBit;
import io.corrsh.service.models.BitWords;
import io.corrsh.service.models.LoadedModel;
import io.corrsh.service.models.ModelLease;
import io.corrsh.service.models.ModelRegistry;
import io.corrsh.service.problems.Violations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "codes")
final class SimilarityController {

    private static final int WORDS = 5;

    private final ModelRegistry models;

    SimilarityController(ModelRegistry models) {
        this.models = models;
    }

    @PostMapping(
            path = "/similarity",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "How far two texts are apart, and why")
    SimilarityReply compare(@RequestBody SimilarityRequest request) {
        Violations violations = new Violations();
        String textA = text("a", request.a(), violations);
        String textB = text("b", request.b(), violations);
        violations.check();

        try (ModelLease lease = models.lend(request.model())) {
            return compare(textA, textB, lease.model());
        }
    }

    private static SimilarityReply compare(String textA, String textB, LoadedModel model) {
        TextEncoder encoder = model.encoder();
        int bits = encoder.bits();
        Encoding a = encoder.encode(textA);
        Encoding b = encoder.encode(textB);
        List<DifferingBit> differing =
                a.code() == null || b.code() == null ? List.of() : differing(textA, a, textB, b, model);
        Integer distance = a.code() == null || b.code() == null ? null : differing.size();
        return new SimilarityReply(
                encoder.model(),
                bits,
                distance,
                distance == null ? null : (double) (bits - distance) / bits,
                TextCode.of(a, bits),
                TextCode.of(b, bits),
                differing);
    }

    private static List<DifferingBit> differing(String textA, Encoding a, String textB, Encoding b, LoadedModel model) {
        long[] codeA = Objects.requireNonNull(a.code());
        long[] codeB = Objects.requireNonNull(b.code());
        float[] logitsA = Objects.requireNonNull(a.logits());
        float[] logitsB = Objects.requireNonNull(b.logits());
        int[] bits = IntStream.range(0, model.encoder().bits())
                .filter(bit -> TextCode.bit(codeA, bit) != TextCode.bit(codeB, bit))
                .toArray();
        List<BitShares> sharesA = model.explainer().explain(textA, bits);
        List<BitShares> sharesB = model.explainer().explain(textB, bits);
        List<DifferingBit> differing = new ArrayList<>(bits.length);
        for (int i = 0; i < bits.length; i++) {
            int value = TextCode.bit(codeA, bits[i]);
            BitWords.Words meaning = model.words().of(bits[i]);
            differing.add(new DifferingBit(
                    bits[i],
                    value,
                    1 - value,
                    Math.abs(logitsA[bits[i]]),
                    Math.abs(logitsB[bits[i]]),
                    sharesA.get(i).strongest(value == 1, WORDS),
                    sharesB.get(i).strongest(value == 0, WORDS),
                    meaning.one(),
                    meaning.zero()));
        }
        return differing;
    }

    private static String text(String field, @Nullable String given, Violations violations) {
        if (given == null) {
            violations.add(field, "is required: a string");
            return "";
        }
        return given;
    }
}
