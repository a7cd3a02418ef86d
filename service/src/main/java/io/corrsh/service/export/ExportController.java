package io.corrsh.service.export;

import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.service.collections.Generation;
import io.corrsh.service.filter.Filters;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Limits;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "documents")
final class ExportController {

    private static final int BUFFER = 1 << 16;

    private final Limits limits;
    private final JsonMapper json;

    ExportController(CorrshProperties properties, JsonMapper json) {
        this.limits = properties.limits();
        this.json = json;
    }

    @GetMapping({"/export", "/collections/{collection}/export"})
    @Operation(
            summary = "The ids and codes of all documents, or of those that pass a filter",
            description = "From one state of the index, in no order; documents without a code are not among them.")
    @ApiResponse(responseCode = "200", description = "As many lines as documents")
    void export(
            Generation generation,
            @Parameter(description = "ndjson, csv, or sql for PostgreSQL") @RequestParam(required = false) @Nullable
                    String format,
            @Parameter(description = "In the language of filters") @RequestParam(required = false) @Nullable
                    String filter,
            HttpServletResponse response)
            throws IOException {
        Violations violations = new Violations();
        ExportFormat chosen = violations.choice("format", format, ExportFormat.NDJSON);
        Filter wanted = Filters.parse(filter, limits, violations);
        violations.check();
        HammingIndex index = generation.index();
        int bits = index.space().bits();
        response.setContentType(chosen.mediaType());
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader("X-Corrsh-Model", index.space().model());
        response.setHeader("X-Corrsh-Bits", Integer.toString(bits));
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), BUFFER)) {
            chosen.begin(out, bits);
            index.forEachCode(wanted, (id, code) -> {
                try {
                    chosen.write(out, id, code, bits, json);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
