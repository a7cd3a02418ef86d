package io.corrsh.model.encoder;

import org.jspecify.annotations.Nullable;

/**
 * What a model makes of one text.
 *
 * @param code the code, {@code ceil(bits / 64)} words; bit 0 is the highest bit of word 0 and unused low bits of the
 * last word are zero; {@code null} for a text without a known word
 * @param logits the posterior mean of each bit ({@code bits} values, positive for a set bit) as the fastest path gave
 * them; {@code null} where {@code code} is
 * @param tokens the number of tokens of the text
 * @param unknown how many of {@code tokens} the vocabulary does not hold
 */
@SuppressWarnings("ArrayRecordComponent") // no copies on the hot path; the arrays are not to be changed
public record Encoding(long @Nullable [] code, float @Nullable [] logits, int tokens, int unknown) {}
