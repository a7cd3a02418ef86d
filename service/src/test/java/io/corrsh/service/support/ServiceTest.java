package io.corrsh.service.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test against a real server with a model of {@link TestModels} and an empty index; it gets an {@link Api}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ServiceExtension.class)
public @interface ServiceTest {

    /** Settings as {@code key=value}; <code>${dir}</code> is a directory with a file {@code keys} of {@link TestKeys}. */
    String[] value() default {};
}
