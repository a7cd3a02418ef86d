package io.corrsh.service.search;

import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.model.encoder.Encoding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the sender of a search should know of it. */
final class Warnings {

    /** With fewer known words than this a text's code hangs on chance. */
    private static final int FEW_WORDS = 3;

    private Warnings() {}

    /**
     * The warnings, as words for machines.
     *
     * @param found how many documents were found
     */
    static List<String> of(Subject subject, @Nullable Filter filter, long found, HammingIndex index) {
        Set<String> warnings = new LinkedHashSet<>();
        if (subject.code() == null) {
            warnings.add("no_known_word");
        } else {
            words(subject.text(), warnings);
        }
        if (filter != null && found == 0) {
            fields(filter, index, warnings);
        }
        return List.copyOf(warnings);
    }

    private static void words(@Nullable Encoding text, Set<String> warnings) {
        if (text != null && text.tokens() - text.unknown() < FEW_WORDS) {
            warnings.add("few_known_words");
        }
        if (text != null && 2 * text.unknown() > text.tokens()) {
            warnings.add("mostly_unknown_words");
        }
    }

    /** Documents need not have a field, so a filter for one that none has is no error; but perhaps a slip. */
    private static void fields(Filter filter, HammingIndex index, Set<String> warnings) {
        switch (filter) {
            case Filter.Equal equal -> known(equal.field(), index, warnings);
            case Filter.Exists exists -> known(exists.field(), index, warnings);
            case Filter.Range range -> {
                if (known(range.field(), index, warnings)
                        && index.count(new Filter.Range(range.field(), null, null)) == 0) {
                    warnings.add("filter_field_without_numbers:" + range.field());
                }
            }
            case Filter.And and -> and.of().forEach(part -> fields(part, index, warnings));
            case Filter.Or or -> or.of().forEach(part -> fields(part, index, warnings));
            case Filter.Not not -> fields(not.of(), index, warnings);
        }
    }

    private static boolean known(String field, HammingIndex index, Set<String> warnings) {
        boolean known = index.count(new Filter.Exists(field)) > 0;
        if (!known) {
            warnings.add("filter_field_unknown:" + field);
        }
        return known;
    }
}
