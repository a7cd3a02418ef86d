package io.corrsh.service;

import io.corrsh.service.cli.Corrsh;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service, and the entry point of all commands: without a command it serves. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class CorrshApplication {

    public static void main(String[] args) {
        Carriers.share();
        Corrsh.main(CorrshApplication.class, args);
    }
}
