package io.corrsh.index.lucene.search;

import io.corrsh.index.lucene.codec.CodeColumns;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;

/** The parts of a segment that a search needs. */
record Leaf(LeafReaderContext context, CodeColumns columns, SortedDocValues ids) {}
