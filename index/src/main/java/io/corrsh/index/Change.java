package io.corrsh.index;

/** One write to an index. */
public sealed interface Change {

    /** The id of the document that changes. */
    String id();

    /** Adds a document, or replaces the one with its id. */
    record Put(IndexedDocument document) implements Change {
        @Override
        public String id() {
            return document.id();
        }
    }

    /** Removes the document with an id, if there is one. */
    record Delete(String id) implements Change {}
}
