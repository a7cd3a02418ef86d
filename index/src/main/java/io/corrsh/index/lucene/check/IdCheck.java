package io.corrsh.index.lucene.check;

import io.corrsh.index.lucene.document.Fields;
import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** Checks that every document has an id, and that no two have the same. */
final class IdCheck {

    private IdCheck() {}

    static void check(IndexReader reader, Problems problems) throws IOException {
        Bits live = MultiBits.getLiveDocs(reader);
        Terms terms = MultiTerms.getTerms(reader, Fields.ID);
        long documents = 0;
        if (terms != null) {
            TermsEnum ids = terms.iterator();
            PostingsEnum postings = null;
            for (BytesRef id = ids.next(); id != null; id = ids.next()) {
                postings = ids.postings(postings, PostingsEnum.NONE);
                int holders = 0;
                for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                    if (live == null || live.get(doc)) {
                        holders++;
                    }
                }
                if (holders > 1) {
                    problems.add("index", "%d documents have the id '%s'".formatted(holders, id.utf8ToString()));
                }
                documents += holders;
            }
        }
        if (documents != reader.numDocs()) {
            problems.add("index", "%d documents have ids, expected %d".formatted(documents, reader.numDocs()));
        }
    }
}
