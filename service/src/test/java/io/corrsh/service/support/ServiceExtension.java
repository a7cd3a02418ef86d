package io.corrsh.service.support;

import io.corrsh.service.CorrshApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts a service for each set of settings that the tests ask for, once in a run. */
final class ServiceExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ServiceExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Api.class || type == ConfigurableApplicationContext.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        List<String> settings = List.of(
                context.getRequiredTestClass().getAnnotation(ServiceTest.class).value());
        Services services = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Services.class, type -> new Services(), Services.class);
        Running running = services.get(settings);
        return parameter.getParameter().getType() == Api.class ? running.api : running.context;
    }

    private record Running(ConfigurableApplicationContext context, Api api, Path directory) {}

    private static final class Services implements AutoCloseable {

        private final Map<List<String>, Running> running = new HashMap<>();

        synchronized Running get(List<String> settings) {
            return running.computeIfAbsent(settings, Services::start);
        }

        private static Running start(List<String> settings) {
            try {
                Path directory = ServiceDirectory.create();
                TestModels.write(directory.resolve("model"));
                TestModels.write(directory.resolve("model-small"), "small", 32, 8);
                TestKeys.write(directory.resolve("keys"));
                List<String> arguments = new ArrayList<>(List.of(
                        "--server.port=0",
                        "--corrsh.device=cpu",
                        "--server.tomcat.basedir=" + directory.resolve("tomcat"),
                        "--corrsh.model=" + directory.resolve("model"),
                        "--corrsh.data-dir=" + directory.resolve("data")));
                settings.forEach(setting -> arguments.add("--" + setting.replace("${dir}", directory.toString())));
                ConfigurableApplicationContext context =
                        SpringApplication.run(CorrshApplication.class, arguments.toArray(String[]::new));
                int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
                return new Running(context, new Api(port), directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            for (Running service : running.values()) {
                try {
                    service.context.close();
                } finally {
                    ServiceDirectory.delete(service.directory);
                }
            }
        }
    }
}
