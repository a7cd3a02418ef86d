package io.corrsh.service.encode.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.corrsh.service.models.ModelRegistry;
import io.corrsh.service.models.ModelState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "models")
final class OpenAiModelsController {

    private final ModelRegistry models;

    OpenAiModelsController(ModelRegistry models) {
        this.models = models;
    }

    @GetMapping
    @Operation(summary = "The models as OpenAI's clients list them")
    ModelList all() {
        return new ModelList(
                "list", models.states().stream().map(OpenAiModel::of).toList());
    }

    @GetMapping("/{name}")
    @Operation(summary = "A model as OpenAI's clients ask for it")
    OpenAiModel one(@PathVariable String name) {
        return OpenAiModel.of(models.state(name));
    }

    record ModelList(String object, List<OpenAiModel> data) {}

    /**
     * A model.
     *
     * @param id its name, as requests have it in {@code model}
     * @param created since when it is served, in seconds since 1970
     */
    record OpenAiModel(
            String id,
            String object,
            long created,
            @JsonProperty("owned_by") String ownedBy) {

        static OpenAiModel of(ModelState state) {
            return new OpenAiModel(state.name(), "model", state.added().getEpochSecond(), "corrsh");
        }
    }
}
