package io.corrsh.service.storage;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.Highlighter;
import io.corrsh.index.IndexMismatchException;
import io.corrsh.index.lucene.words.LuceneHighlighter;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.metrics.IndexTimers;
import io.corrsh.service.metrics.MeteredHammingIndex;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.storage.expiry.ExpiringHammingIndex;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IndexConfiguration {

    /** Closed, and with it committed, when the last request has been answered. */
    @Bean
    ExpiringHammingIndex hammingIndex(
            CorrshProperties properties,
            TextEncoder encoder,
            ModelBundle bundle,
            MeterRegistry registry,
            InstantSource clock,
            IndexTimers timers) {
        Path directory = properties.dataDir().resolve("index");
        CodeSpace space = new CodeSpace(encoder.model(), encoder.bits());
        try {
            HammingIndex metered = new MeteredHammingIndex(
                    IndexOpener.open(directory, space, bundle.description().analyzer(), timers), registry);
            return new ExpiringHammingIndex(metered, clock);
        } catch (IOException | IndexMismatchException e) {
            throw new UnusableIndexException(directory, e);
        }
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Highlighter highlighter(ModelBundle bundle) {
        return new LuceneHighlighter(WordAnalysis.of(bundle.description().analyzer()));
    }
}
