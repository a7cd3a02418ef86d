package io.corrsh.service.documents.bulk;

import io.corrsh.service.collections.Collection;
import io.corrsh.service.documents.DocumentParser;
import io.corrsh.service.documents.DocumentStore;
import io.corrsh.service.documents.ParsedDocument;
import io.corrsh.service.documents.duplicates.DuplicateRule;
import io.corrsh.service.storage.passages.PassageRule;
import java.util.List;

/** Lines that are documents. */
record DocumentWrites(
        DocumentParser parser, DocumentStore store, Collection collection, DuplicateRule rule, PassageRule passages)
        implements LineWrites<ParsedDocument> {

    @Override
    public ParsedDocument read(byte[] line) {
        return parser.parse(line).cut(passages);
    }

    @Override
    public String id(ParsedDocument document) {
        return document.id();
    }

    @Override
    public List<BulkItem> write(List<ParsedDocument> documents) {
        return store.put(collection, documents, rule).stream()
                .map(stored -> BulkItem.stored(0, stored))
                .toList();
    }
}
