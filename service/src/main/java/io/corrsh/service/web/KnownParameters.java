package io.corrsh.service.web;

import io.corrsh.service.problems.Violations;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses query parameters that our handlers do not know, and those given twice: a slip must not pass in silence. */
final class KnownParameters implements HandlerInterceptor {

    private final Map<HandlerMethod, Set<String>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith("io.corrsh.")
                && request.getDispatcherType() == DispatcherType.REQUEST
                && request.getQueryString() != null) {
            Set<String> names = known.computeIfAbsent(method, KnownParameters::names);
            Violations violations = new Violations();
            request.getParameterMap().forEach((name, values) -> {
                if (!names.contains(name)) {
                    violations.add(name, names.isEmpty() ? "is not known" : "is not known; known are " + names);
                } else if (values.length > 1) {
                    violations.add(name, "must be given once, got %d values".formatted(values.length));
                }
            });
            violations.check();
        }
        return true;
    }

    private static Set<String> names(HandlerMethod method) {
        Set<String> names = new TreeSet<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (annotation != null) {
                String name =
                        annotation.name().isEmpty() ? parameter.getParameter().getName() : annotation.name();
                names.add(name);
            }
        }
        return names;
    }
}
