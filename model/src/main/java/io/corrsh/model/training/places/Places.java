package io.corrsh.model.training.places;

/**
 * Where documents belong. Immutable but for the words' array, which must not be changed.
 *
 * @param predicted the place of each training document, as others predict it
 * @param words what each word adds to the place of a document of norm 1, {@code vocabulary x} the width of the places: how the place
 * of any document is predicted
 */
public record Places(Embedding predicted, float[] words) {}
