package io.corrsh.service.bits;

import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.model.explain.BitShares;
import io.corrsh.service.bits.ExplainReply.ExplainedBit;
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
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "codes")
final class ExplainController {

    private static final int DEFAULT_WORDS = 5;

    private final ModelRegistry models;

    ExplainController(ModelRegistry models) {
        this.models = models;
    }

    @PostMapping(
            path = "/explain",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The words of a text that decided each bit of its code")
    ExplainReply explain(@RequestBody ExplainRequest request) {
        Violations violations = new Violations();
        int most = request.words() == null ? DEFAULT_WORDS : request.words();
        violations.require(most >= 1 && most <= BitWords.MOST, "words", "between 1 and " + BitWords.MOST, most);
        if (request.text() == null) {
            violations.add("text", "is required: a string");
        }
        violations.check();

        String text = Objects.requireNonNull(request.text());
        try (ModelLease lease = models.lend(request.model())) {
            return explain(text, most, lease.model());
        }
    }

    private static ExplainReply explain(String text, int most, LoadedModel model) {
        TextEncoder encoder = model.encoder();
        Encoding encoding = encoder.encode(text);
        long[] code = encoding.code();
        float[] logits = encoding.logits();
        List<ExplainedBit> explained = new ArrayList<>();
        if (code != null && logits != null) {
            for (BitShares shares : model.explainer().explain(text)) {
                explained.add(
                        explain(shares, TextCode.bit(code, shares.bit()), logits[shares.bit()], most, model.words()));
            }
        }
        return new ExplainReply(encoder.model(), encoder.bits(), TextCode.of(encoding, encoder.bits()), explained);
    }

    private static ExplainedBit explain(BitShares shares, int value, float logit, int most, BitWords words) {
        BitWords.Words meaning = words.of(shares.bit(), most);
        return new ExplainedBit(
                shares.bit(),
                value,
                logit,
                shares.rest(),
                shares.strongest(value == 1, most),
                shares.strongest(value == 0, most),
                meaning.one(),
                meaning.zero());
    }
}
