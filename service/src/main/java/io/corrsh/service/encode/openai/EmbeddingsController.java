package io.corrsh.service.encode.openai;

import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.encode.EncodedText;
import io.corrsh.service.models.ModelLease;
import io.corrsh.service.models.ModelRegistry;
import io.corrsh.service.problems.Violations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "codes")
final class EmbeddingsController {

    private final ModelRegistry models;

    EmbeddingsController(ModelRegistry models) {
        this.models = models;
    }

    @PostMapping(
            path = "/v1/embeddings",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Codes as OpenAI's clients ask for embeddings",
            description = "A vector has +1 for a set bit and -1 for another, so cosine is 1 - 2 distance / bits.")
    EmbeddingsReply embed(@RequestBody EmbeddingsRequest request) {
        Violations violations = new Violations();
        List<String> texts = request.input();
        if (texts == null) {
            violations.add("input", "is required: a string or an array of strings");
            texts = List.of();
        }
        try (ModelLease lease = models.lend(request.model())) {
            int bits = lease.encoder().bits();
            VectorFormat format = violations.choice("encoding_format", request.encodingFormat(), VectorFormat.FLOAT);
            if (request.dimensions() != null) {
                violations.require(
                        request.dimensions() == bits, "dimensions", bits + " or absent", request.dimensions());
            }
            violations.check();
            return embed(texts, lease.encoder(), format);
        }
    }

    private static EmbeddingsReply embed(List<String> texts, TextEncoder encoder, VectorFormat format) {
        List<Encoding> encodings = encoder.encode(texts);
        long tokens = 0;
        List<EmbeddingsReply.Item> items = new ArrayList<>(encodings.size());
        for (Encoding encoding : encodings) {
            tokens += encoding.tokens();
            items.add(new EmbeddingsReply.Item(
                    "embedding",
                    items.size(),
                    format.write(VectorFormat.vector(encoding.code(), encoder.bits())),
                    encoding.code() == null ? EncodedText.NO_KNOWN_WORD : null));
        }
        return new EmbeddingsReply("list", items, encoder.model(), new EmbeddingsReply.Usage(tokens, tokens));
    }
}
