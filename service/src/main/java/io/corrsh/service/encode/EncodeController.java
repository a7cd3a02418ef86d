package io.corrsh.service.encode;

import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
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
final class EncodeController {

    private final ModelRegistry models;

    EncodeController(ModelRegistry models) {
        this.models = models;
    }

    @PostMapping(
            path = "/encode",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The codes of texts", description = "The same text and model give the same code, always.")
    EncodeReply encode(@RequestBody EncodeRequest request) {
        Violations violations = new Violations();
        List<String> texts = request.inputs();
        if (texts == null) {
            violations.add("inputs", "is required: a string or an array of strings");
            texts = List.of();
        }
        try (ModelLease lease = models.lend(request.model())) {
            TextEncoder encoder = lease.encoder();
            TextView view = TextView.of(request.encodingFormat(), request.include(), encoder.bits(), violations);
            violations.check();
            return encode(texts, encoder, view);
        }
    }

    private static EncodeReply encode(List<String> texts, TextEncoder encoder, TextView view) {
        // What is said of a single text beside its code is the reference's, the same on every machine to the last
        // digit.
        List<Encoding> encodings = texts.size() == 1 && !view.include().isEmpty()
                ? List.of(encoder.encode(texts.getFirst()))
                : encoder.encode(texts);
        List<EncodeReply.Item> items = new ArrayList<>(encodings.size());
        for (Encoding encoding : encodings) {
            items.add(new EncodeReply.Item(items.size(), view.show(encoding)));
        }
        return new EncodeReply(encoder.model(), encoder.bits(), items);
    }
}
