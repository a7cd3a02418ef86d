package io.corrsh.service.encode.stream;

import io.corrsh.model.corpus.LineReader;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.encode.TextView;
import io.corrsh.service.models.ModelLease;
import io.corrsh.service.models.ModelRegistry;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Limits;
import io.corrsh.service.web.MediaTypes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "codes")
final class EncodeStreamController {

    private final ModelRegistry models;
    private final Limits limits;
    private final JsonMapper json;

    EncodeStreamController(ModelRegistry models, CorrshProperties properties, JsonMapper json) {
        this.models = models;
        this.limits = properties.limits();
        this.json = json;
    }

    @PostMapping(path = "/encode", consumes = MediaTypes.JSON_LINES)
    @Operation(
            summary = "The codes of texts",
            description = "The same text and model give the same code, always. Of JSON lines each is a string or an"
                    + " object with a 'text' and perhaps an 'id', and gets a line of its own while the next are read.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = @Content(mediaType = MediaTypes.JSON_LINES, schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "A line for each",
            content = @Content(mediaType = MediaTypes.JSON_LINES, schema = @Schema(implementation = LineReply.class)))
    void encode(
            @Parameter(description = "How codes are written, of JSON lines")
                    @RequestParam(name = "encoding_format", required = false)
                    @Nullable
                    String format,
            @Parameter(description = "What is wanted beside them, with commas between, of JSON lines")
                    @RequestParam(required = false)
                    @Nullable
                    String include,
            @Parameter(description = "A model of GET /models, the default one if absent, of JSON lines")
                    @RequestParam(required = false)
                    @Nullable
                    String model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try (ModelLease lease = models.lend(model)) {
            TextEncoder encoder = lease.encoder();
            Violations violations = new Violations();
            TextView view = TextView.of(format, names(include), encoder.bits(), violations);
            violations.check();
            long longest = limits.body().toBytes();
            LineReader lines = new LineReader(request.getInputStream(), longest);
            try (Reply reply = new Reply(
                    response, encoder.model(), encoder.bits(), limits.spool().toBytes())) {
                new EncodeStream(encoder, view, json, longest).run(lines, reply);
            }
        }
    }

    private static @Nullable List<@Nullable String> names(@Nullable String include) {
        return include == null
                ? null
                : Arrays.stream(include.split(",", -1))
                        .<@Nullable String>map(String::strip)
                        .toList();
    }
}
