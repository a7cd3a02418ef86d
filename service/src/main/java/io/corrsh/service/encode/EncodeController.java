package io.corrsh.service.encode;

import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.codes.CodeFormat;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Limits;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "codes")
final class EncodeController {

    private final TextEncoder encoder;
    private final Limits limits;

    EncodeController(TextEncoder encoder, CorrshProperties properties) {
        this.encoder = encoder;
        this.limits = properties.limits();
    }

    @PostMapping(
            path = "/encode",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The codes of texts", description = "The same text and model give the same code, always.")
    EncodeReply encode(@RequestBody EncodeRequest request) {
        Violations violations = new Violations();
        List<String> texts = texts(request.inputs(), violations);
        CodeFormat format = format(request.encodingFormat(), violations);
        violations.check();

        List<Encoding> encodings =
                texts.size() == 1 ? List.of(encoder.encode(texts.getFirst())) : encoder.encode(texts);
        boolean logits = Boolean.TRUE.equals(request.logits());
        List<EncodeReply.Item> items = new ArrayList<>(encodings.size());
        for (Encoding encoding : encodings) {
            long[] code = encoding.code();
            items.add(new EncodeReply.Item(
                    items.size(),
                    code == null ? null : format.write(code, encoder.bits()),
                    encoding.tokens(),
                    encoding.unknown(),
                    code == null ? EncodeReply.Item.NO_KNOWN_WORD : null,
                    logits ? encoding.logits() : null));
        }
        return new EncodeReply(encoder.model(), encoder.bits(), items);
    }

    private List<String> texts(@Nullable List<@Nullable String> inputs, Violations violations) {
        if (inputs == null) {
            violations.add("inputs", "is required: a string or an array of strings");
            return List.of();
        }
        violations.require(!inputs.isEmpty(), "inputs", "a string or an array of at least one", "an empty array");
        violations.require(
                inputs.size() <= limits.inputs(),
                "inputs",
                "an array of at most %d texts".formatted(limits.inputs()),
                inputs.size());
        List<String> texts = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            String text = inputs.get(i);
            if (text == null) {
                violations.add("inputs[%d]".formatted(i), "must be a string, got null");
            } else {
                texts.add(text);
            }
        }
        return texts;
    }

    private static CodeFormat format(@Nullable String name, Violations violations) {
        if (name == null) {
            return CodeFormat.HEX;
        }
        for (CodeFormat format : CodeFormat.values()) {
            if (format.label().equals(name)) {
                return format;
            }
        }
        violations.add(
                "encoding_format",
                "must be one of %s, got '%s'"
                        .formatted(
                                Arrays.stream(CodeFormat.values())
                                        .map(CodeFormat::label)
                                        .toList(),
                                name));
        return CodeFormat.HEX;
    }
}
