package io.corrsh.service.documents.bulk;

import io.corrsh.service.collections.Collection;
import io.corrsh.service.documents.DocumentParser;
import io.corrsh.service.documents.WriteRules;
import io.corrsh.service.documents.store.DocumentStore;
import io.corrsh.service.documents.store.ParsedDocument;
import java.util.List;

/** Lines that are documents. */
record DocumentWrites(DocumentParser parser, DocumentStore store, Collection collection, WriteRules rules)
        implements LineWrites<ParsedDocument> {

    @Override
    public ParsedDocument read(byte[] line) {
        return parser.parse(line).cut(rules.passages());
    }

    @Override
    public String id(ParsedDocument document) {
        return document.id();
    }

    @Override
    public List<BulkItem> write(List<ParsedDocument> documents) {
        return store.put(collection, documents, rules.duplicates()).stream()
                .map(stored -> BulkItem.stored(0, stored))
                .toList();
    }
}
