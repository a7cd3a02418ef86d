package io.corrsh.index.lucene.document;

import org.apache.lucene.document.Document;
import org.apache.lucene.index.Term;
import org.jspecify.annotations.Nullable;

/**
 * A change in Lucene's terms.
 *
 * @param id the term of the document that goes
 * @param document the one that comes, or {@code null} for a delete
 */
public record PreparedChange(Term id, @Nullable Document document) {}
