package io.corrsh.index.lucene.document;

import java.io.IOException;
import org.apache.lucene.index.IndexWriter;

/** A change in Lucene's terms, with nothing left that could be wrong with it. */
@FunctionalInterface
public interface PreparedChange {

    /** Hands the change to a writer, which makes it durable with its next commit. */
    void applyTo(IndexWriter writer) throws IOException;
}
