package io.corrsh.service.admission;

import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

    @Bean
    TomcatContextCustomizer connectionsThatCanBeWatched() {
        return context -> context.getPipeline().addValve(new ConnectionValve());
    }
}
