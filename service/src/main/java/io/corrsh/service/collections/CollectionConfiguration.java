package io.corrsh.service.collections;

import io.corrsh.service.metrics.index.CodeGauges;
import io.corrsh.service.metrics.index.IndexGauges;
import io.corrsh.service.metrics.index.RecentCodes;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CollectionConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    IndexGauges indexGauges(CollectionRegistry collections) {
        return new IndexGauges(collections);
    }

    @Bean
    CodeGauges codeGauges(CollectionRegistry collections, RecentCodes recent) {
        return new CodeGauges(collections, recent);
    }
}
