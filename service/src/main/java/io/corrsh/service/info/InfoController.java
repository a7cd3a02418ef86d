package io.corrsh.service.info;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.collections.Generation;
import io.corrsh.service.settings.CorrshProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "service")
final class InfoController {

    private final ServiceLimits limits;
    private final @Nullable String version;

    InfoController(CorrshProperties properties, ObjectProvider<BuildProperties> build) {
        this.limits = ServiceLimits.of(properties);
        BuildProperties known = build.getIfAvailable();
        this.version = known == null ? null : known.getVersion();
    }

    @GetMapping("/info")
    @Operation(summary = "What the service is: its model, device and limits")
    InfoReply info(Generation generation) {
        TextEncoder encoder = generation.encoder();
        ModelBundle bundle = generation.model().bundle();
        return new InfoReply(
                encoder.model(),
                encoder.bits(),
                "msb_first",
                encoder.device(),
                bundle.vocabulary().size(),
                bundle.description().data(),
                bundle.description().metrics(),
                generation.index().statistics().documents(),
                limits,
                version);
    }
}
