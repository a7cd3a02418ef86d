package io.corrsh.service.metrics;

import io.corrsh.index.HammingIndex;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    IndexGauges indexGauges(HammingIndex index) {
        return new IndexGauges(index);
    }

    @Bean
    CodeGauges codeGauges(HammingIndex index) {
        return new CodeGauges(index);
    }
}
