package io.corrsh.service.admission;

import io.corrsh.service.problems.Problems;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> earlyRefusals(
            Admission admission, KnownCallers callers, Problems problems) {
        return factory -> factory.addEngineValves(new AdmissionValve(admission, callers, problems));
    }

    @Bean
    TomcatContextCustomizer connectionsThatCanBeWatched() {
        return context -> context.getPipeline().addValve(new ConnectionValve());
    }
}
