package io.corrsh.service.collections.http;

import io.corrsh.service.collections.Aliases;
import io.corrsh.service.collections.Collection;
import io.corrsh.service.collections.CollectionRegistry;
import io.corrsh.service.collections.Generation;
import io.corrsh.service.collections.Lease;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives handlers the collection that the path names, the default one if it names none, or its current generation, which
 * is theirs until the request is answered.
 */
@Component
final class CollectionArguments implements HandlerMethodArgumentResolver, HandlerInterceptor {

    private static final String LEASE = Lease.class.getName();

    private final CollectionRegistry collections;
    private final Aliases aliases;

    CollectionArguments(CollectionRegistry collections, Aliases aliases) {
        this.collections = collections;
        this.aliases = aliases;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Collection.class || parameter.getParameterType() == Generation.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Object variables =
                request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        Object name = variables instanceof Map<?, ?> map ? map.get("collection") : null;
        Collection collection = name == null ? collections.defaultCollection() : aliases.resolve(String.valueOf(name));
        if (parameter.getParameterType() == Collection.class) {
            return collection;
        }
        Lease lease = collection.lend();
        request.setAttribute(LEASE, lease, RequestAttributes.SCOPE_REQUEST);
        return lease.generation();
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(LEASE) instanceof Lease lease) {
            lease.close();
        }
    }
}
