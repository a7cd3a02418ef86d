package io.corrsh.index.lucene.document;

import io.corrsh.index.Filter;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Turns filters into Lucene queries. */
public final class FilterQueries {

    private FilterQueries() {}

    /**
     * The query of a filter. It has one clause for each part, except that any number of equal strings joined by "or"
     * are one.
     */
    public static Query of(Filter filter) {
        return switch (filter) {
            case Filter.Equal equal ->
                equal.value() instanceof Double number
                        ? DoublePoint.newExactQuery(Fields.number(equal.field()), DocumentMapper.positiveZero(number))
                        : new TermQuery(new Term(Fields.KEYWORD, keyword(equal)));
            case Filter.Range range -> range(range);
            case Filter.Exists exists -> new TermQuery(new Term(Fields.EXISTS, Fields.exists(exists.field())));
            case Filter.And and -> and(and);
            case Filter.Or or -> or(or);
            case Filter.Not not ->
                new BooleanQuery.Builder()
                        .add(MatchAllDocsQuery.INSTANCE, BooleanClause.Occur.FILTER)
                        .add(of(not.of()), BooleanClause.Occur.MUST_NOT)
                        .build();
        };
    }

    /**
     * The query of a filter that Lucene is sure to take.
     *
     * @throws IllegalArgumentException if the filter has too many parts
     */
    public static Query checked(Filter filter) {
        try {
            Query query = of(filter);
            int[] leaves = new int[1];
            query.visit(new QueryVisitor() {
                @Override
                public void visitLeaf(Query leaf) {
                    leaves[0]++;
                }

                @Override
                public void consumeTerms(Query leaf, Term... terms) {
                    leaves[0] += terms.length;
                }
            });
            if (leaves[0] <= IndexSearcher.getMaxClauseCount()) {
                return query;
            }
        } catch (IndexSearcher.TooManyClauses e) {
            throw tooMany(e);
        }
        throw tooMany(null);
    }

    /** What to say of a filter that Lucene does not take. */
    public static IllegalArgumentException tooMany(IndexSearcher.@Nullable TooManyClauses cause) {
        return new IllegalArgumentException(
                "'filter' must have at most %d parts".formatted(IndexSearcher.getMaxClauseCount()), cause);
    }

    private static BytesRef keyword(Filter.Equal equal) {
        return equal.value() instanceof Boolean flag
                ? Fields.keyword(equal.field(), flag)
                : Fields.keyword(equal.field(), (String) equal.value());
    }

    private static Query range(Filter.Range range) {
        Double from = range.from();
        Double to = range.to();
        double low = from == null ? Double.NEGATIVE_INFINITY : from;
        double high = to == null ? Double.POSITIVE_INFINITY : to;
        if (!(low <= high)) {
            return new MatchNoDocsQuery("no number is between %s and %s".formatted(from, to));
        }
        return DoublePoint.newRangeQuery(
                Fields.number(range.field()), DocumentMapper.positiveZero(low), DocumentMapper.positiveZero(high));
    }

    private static Query and(Filter.And and) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(MatchAllDocsQuery.INSTANCE, BooleanClause.Occur.FILTER);
        and.of().forEach(part -> all.add(of(part), BooleanClause.Occur.FILTER));
        return all.build();
    }

    /** Equal strings become one query, so that there may be many of them. */
    private static Query or(Filter.Or or) {
        List<BytesRef> keywords = new ArrayList<>();
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (Filter part : or.of()) {
            if (part instanceof Filter.Equal equal && !(equal.value() instanceof Double)) {
                keywords.add(keyword(equal));
            } else {
                any.add(of(part), BooleanClause.Occur.SHOULD);
            }
        }
        if (!keywords.isEmpty()) {
            any.add(new TermInSetQuery(Fields.KEYWORD, keywords), BooleanClause.Occur.SHOULD);
        }
        return any.build();
    }
}
