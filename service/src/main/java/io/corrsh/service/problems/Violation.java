package io.corrsh.service.problems;

/**
 * A value of a request that breaks its rule.
 *
 * @param field the field's name in the request, such as {@code inputs[2]}
 * @param message the rule and the value, to be read after the name
 */
public record Violation(String field, String message) {}
