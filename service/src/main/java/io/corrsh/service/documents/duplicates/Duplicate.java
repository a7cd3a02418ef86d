package io.corrsh.service.documents.duplicates;

/**
 * A document that another one is like.
 *
 * @param id its id
 * @param distance how far the codes are apart
 */
public record Duplicate(String id, int distance) {}
