package io.corrsh.service.search.facets;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A value of a field.
 *
 * @param value the value as documents have it
 * @param count how many documents have it
 */
public record FacetValue(
        @Schema(types = {"string", "number", "boolean"}) Object value, long count) {}
