package io.corrsh.service.collections.http;

import io.corrsh.service.collections.Collection;
import io.corrsh.service.collections.Generation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.PathParameter;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class CollectionWeb implements WebMvcConfigurer {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Collection.class, Generation.class);
    }

    private final CollectionArguments arguments;

    CollectionWeb(CollectionArguments arguments) {
        this.arguments = arguments;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(arguments);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new PlainPaths());
        registry.addInterceptor(arguments);
    }

    /** Handlers do not name the collection among their parameters, so the description would not either. */
    @Bean
    OpenApiCustomizer collectionInPaths() {
        return description -> description.getPaths().forEach((path, item) -> {
            if (path.startsWith("/collections/{collection}")) {
                item.readOperations().stream()
                        .filter(operation -> operation.getParameters() == null
                                || operation.getParameters().stream()
                                        .noneMatch(parameter -> "collection".equals(parameter.getName())))
                        .forEach(operation -> operation.addParametersItem(new PathParameter()
                                .name("collection")
                                .description("A collection's name, or an alias")
                                .schema(new StringSchema())));
            }
        });
    }
}
