package io.corrsh.service.models.http;

import io.corrsh.service.models.ModelRegistry;
import io.corrsh.service.models.ModelState;
import io.corrsh.service.models.ServedModel;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.CorrshProperties.Device;
import io.corrsh.service.settings.Models;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/models", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "models")
final class ModelsController {

    private final ModelRegistry models;
    private final BundlePaths paths;
    private final Models settings;
    private final Device device;

    ModelsController(ModelRegistry models, CorrshProperties properties) {
        this.models = models;
        this.settings = properties.models();
        this.paths = new BundlePaths(settings.directory());
        this.device = properties.device();
    }

    @GetMapping
    @Operation(summary = "The models that are served, and what memory they take")
    ModelsReply all() {
        return new ModelsReply(models.defaultName(), models.usedBytes(), models.mostBytes(), models.states());
    }

    @GetMapping("/{name}")
    @Operation(summary = "How a model does")
    ModelState one(@PathVariable String name) {
        return models.state(name);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Load a model",
            description =
                    "From a bundle below corrsh.models.directory; until the service ends or the model is deleted.")
    ResponseEntity<ModelState> load(@RequestBody ModelRequest request) {
        ServedModel model = check(request);
        try {
            return ResponseEntity.created(URI.create("/models/" + model.name())).body(models.load(model));
        } catch (ProblemException e) {
            // What is unavailable to others is unusable to the one who brings it.
            throw e.kind() == ProblemKind.MODEL_UNAVAILABLE
                    ? new ProblemException(ProblemKind.MODEL_UNUSABLE, e.detail())
                    : e;
        }
    }

    @DeleteMapping("/{name}")
    @Operation(summary = "Unload a model", description = "Requests that use it finish. The default model stays.")
    ResponseEntity<Void> delete(@PathVariable String name) {
        models.remove(name);
        return ResponseEntity.noContent().build();
    }

    private ServedModel check(ModelRequest request) {
        Violations violations = new Violations();
        String name = request.name();
        if (name == null) {
            violations.add("name", "is required: what requests call the model");
        } else {
            violations.require(
                    Models.NAME.matcher(name).matches(),
                    "name",
                    "a name that matches " + Models.NAME,
                    "'" + name + "'");
        }
        Device chosen = violations.choice("device", request.device(), device);
        Long idle = request.idleSeconds();
        if (idle != null) {
            long most = Models.LONGEST_IDLE.toSeconds();
            violations.require(idle >= 0 && idle <= most, "idle_seconds", "between 0 and " + most, idle);
        }
        violations.check();
        String known = Objects.requireNonNull(name);
        return new ServedModel(
                known,
                paths.resolve(request.path() == null ? known : request.path()),
                chosen,
                idle == null ? settings.idle() : Duration.ofSeconds(idle));
    }
}
