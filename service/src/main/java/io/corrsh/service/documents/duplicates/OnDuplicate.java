package io.corrsh.service.documents.duplicates;

/** What to do with a document that is like one in the index. */
public enum OnDuplicate {
    /** It is stored as any other; nobody looks for ones like it. */
    KEEP,
    /** It is not stored. */
    SKIP,
    /** It is stored with the field {@code duplicate_of}. */
    TAG
}
