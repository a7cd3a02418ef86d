package io.corrsh.service.filter;

import io.corrsh.index.Filter;
import io.corrsh.service.filter.FilterLexer.Kind;
import io.corrsh.service.filter.FilterLexer.Part;
import io.corrsh.service.storage.Dates;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads filters:
 *
 * <pre>
 * filter    = and { "OR" and }
 * and       = not { "AND" not }
 * not       = "NOT" not | "(" filter ")" | condition
 * condition = "exists" "(" field ")" | field ":" value | field ":" "[" bound "TO" bound "]"
 * field     = word | quoted          value = word | quoted          bound = number | date | "*"
 * </pre>
 *
 * <p>A quoted value is a string; one without quotes is also a number or a boolean if it looks like one. Bounds are
 * included, the last moment of a day too.
 */
public final class FilterParser {

    private static final int DEEPEST = 64;

    private final FilterLexer lexer;
    private final int mostConditions;
    private Part part;
    private int conditions;
    private int depth;

    private FilterParser(String text, int mostConditions) throws FilterSyntaxException {
        this.lexer = new FilterLexer(text);
        this.mostConditions = mostConditions;
        this.part = lexer.next();
    }

    public static Filter parse(String text, int mostConditions) throws FilterSyntaxException {
        FilterParser parser = new FilterParser(text, mostConditions);
        Filter filter = parser.filter();
        if (parser.part.kind() != Kind.END) {
            throw parser.expected("AND, OR or the end");
        }
        return filter;
    }

    private Filter filter() throws FilterSyntaxException {
        List<Filter> of = new ArrayList<>();
        do {
            of.add(and());
        } while (takeWord("OR"));
        return of.size() == 1 ? of.getFirst() : new Filter.Or(of);
    }

    private Filter and() throws FilterSyntaxException {
        List<Filter> of = new ArrayList<>();
        do {
            of.add(not());
        } while (takeWord("AND"));
        return of.size() == 1 ? of.getFirst() : new Filter.And(of);
    }

    private Filter not() throws FilterSyntaxException {
        if (++depth > DEEPEST) {
            throw new FilterSyntaxException(part.position(), "it is nested more than %d deep".formatted(DEEPEST));
        }
        try {
            if (takeWord("NOT")) {
                return new Filter.Not(not());
            }
            if (takeSign('(')) {
                Filter inner = filter();
                requireSign(')');
                return inner;
            }
            return condition();
        } finally {
            depth--;
        }
    }

    private Filter condition() throws FilterSyntaxException {
        if (++conditions > mostConditions) {
            throw new FilterSyntaxException(
                    part.position(), "it has more than %d conditions".formatted(mostConditions));
        }
        boolean plain = part.kind() == Kind.WORD;
        String field = text("a field, NOT, exists or '('");
        if (plain && field.equals("exists") && takeSign('(')) {
            Filter exists = new Filter.Exists(text("a field"));
            requireSign(')');
            return exists;
        }
        requireSign(':');
        if (takeSign('[')) {
            return range(field);
        }
        boolean quoted = part.kind() == Kind.QUOTED;
        String value = text("a value or '['");
        return quoted ? new Filter.Equal(field, value) : unquoted(field, value);
    }

    private Filter range(String field) throws FilterSyntaxException {
        Double from = bound(false);
        if (!takeWord("TO")) {
            throw expected("TO");
        }
        Double to = bound(true);
        requireSign(']');
        return new Filter.Range(field, from, to);
    }

    private @Nullable Double bound(boolean last) throws FilterSyntaxException {
        Part bound = part;
        String text = text("a number, a date or *");
        if (text.equals("*")) {
            return null;
        }
        Double number = number(text);
        Dates.Span date = number == null ? Dates.parse(text) : null;
        if (number == null && date == null) {
            throw new FilterSyntaxException(
                    bound.position(), "a number, a date or * is expected, got %s".formatted(bound.shown()));
        }
        return date == null ? number : Double.valueOf(last ? date.last() : date.first());
    }

    private static Filter unquoted(String field, String value) {
        Filter string = new Filter.Equal(field, value);
        if (value.equals("true") || value.equals("false")) {
            return new Filter.Or(List.of(new Filter.Equal(field, Boolean.valueOf(value)), string));
        }
        Double number = number(value);
        return number == null ? string : new Filter.Or(List.of(new Filter.Equal(field, number), string));
    }

    private static @Nullable Double number(String text) {
        char last = text.isEmpty() ? 'x' : text.charAt(text.length() - 1);
        if (!Character.isDigit(last) && last != '.') {
            return null; // Java's "1d", "NaN" and "Infinity" are no numbers here
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private String text(String expected) throws FilterSyntaxException {
        if (part.kind() != Kind.WORD && part.kind() != Kind.QUOTED) {
            throw expected(expected);
        }
        String text = part.text();
        part = lexer.next();
        return text;
    }

    private boolean takeWord(String word) throws FilterSyntaxException {
        boolean taken = part.isWord(word);
        if (taken) {
            part = lexer.next();
        }
        return taken;
    }

    private boolean takeSign(char sign) throws FilterSyntaxException {
        boolean taken = part.isSign(sign);
        if (taken) {
            part = lexer.next();
        }
        return taken;
    }

    private void requireSign(char sign) throws FilterSyntaxException {
        if (!takeSign(sign)) {
            throw expected("'%s'".formatted(sign));
        }
    }

    private FilterSyntaxException expected(String what) {
        return new FilterSyntaxException(part.position(), "%s is expected, got %s".formatted(what, part.shown()));
    }
}
