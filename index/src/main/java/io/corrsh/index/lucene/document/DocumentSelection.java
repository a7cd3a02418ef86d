package io.corrsh.index.lucene.document;

import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/** Queries for documents, whatever their order. */
public final class DocumentSelection {

    private DocumentSelection() {}

    /** All documents that have a code and match each of some queries; {@code null} is matched by all. */
    public static Query coded(@Nullable Query... queries) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(new FieldExistsQuery(Fields.CODE), BooleanClause.Occur.FILTER);
        for (Query query : queries) {
            if (query != null) {
                all.add(query, BooleanClause.Occur.FILTER);
            }
        }
        return all.build();
    }
}
