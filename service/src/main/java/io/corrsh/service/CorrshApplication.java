package io.corrsh.service;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The entry point of the service. */
@SpringBootApplication
public class CorrshApplication {

    public static void main(String[] args) {
        SpringApplication.run(CorrshApplication.class, args);
    }
}
