package io.corrsh.index;

import java.util.Objects;

/** One write to an index. */
public sealed interface Change {

    /** Adds a document, or replaces the one with its id. */
    record Put(IndexedDocument document) implements Change {

        /** The document's id. */
        public String id() {
            return document.id();
        }
    }

    /** Removes the document with an id, if there is one. */
    record Delete(String id) implements Change {}

    /** Removes every document that passes a filter when its turn comes, those put before in the same call too. */
    record DeleteMatching(Filter filter) implements Change {
        public DeleteMatching {
            Objects.requireNonNull(filter, "'filter' must not be null");
        }
    }
}
