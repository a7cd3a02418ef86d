package io.corrsh.service.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.index.Filter;
import io.corrsh.index.Filter.And;
import io.corrsh.index.Filter.Equal;
import io.corrsh.index.Filter.Exists;
import io.corrsh.index.Filter.Not;
import io.corrsh.index.Filter.Or;
import io.corrsh.index.Filter.Range;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterParserTests {

    @Test
    void bindsAndMoreTightlyThanOr() throws FilterSyntaxException {
        assertThat(parse("a:x OR b:y AND NOT c:z"))
                .isEqualTo(new Or(List.of(
                        new Equal("a", "x"), new And(List.of(new Equal("b", "y"), new Not(new Equal("c", "z")))))));
        assertThat(parse("(a:x OR b:y) AND c:z"))
                .isEqualTo(new And(
                        List.of(new Or(List.of(new Equal("a", "x"), new Equal("b", "y"))), new Equal("c", "z"))));
    }

    @Test
    void readsRangesWithOpenEnds() throws FilterSyntaxException {
        assertThat(parse("year:[1990 TO 1995]")).isEqualTo(new Range("year", 1990.0, 1995.0));
        assertThat(parse("year:[* TO -1.5e3]")).isEqualTo(new Range("year", null, -1500.0));
        assertThat(parse("year:[3 TO *]")).isEqualTo(new Range("year", 3.0, null));
    }

    @Test
    void takesAnUnquotedNumberOrBooleanForBothItselfAndAString() throws FilterSyntaxException {
        assertThat(parse("n:5")).isEqualTo(new Or(List.of(new Equal("n", 5.0), new Equal("n", "5"))));
        assertThat(parse("d:true")).isEqualTo(new Or(List.of(new Equal("d", true), new Equal("d", "true"))));
        assertThat(parse("n:\"5\"")).isEqualTo(new Equal("n", "5"));
        assertThat(parse("n:1d")).isEqualTo(new Equal("n", "1d"));
        assertThat(parse("n:NaN")).isEqualTo(new Equal("n", "NaN"));
    }

    @Test
    void readsQuotesInFieldsAndValues() throws FilterSyntaxException {
        assertThat(parse("\"odd field\":\"a \\\"b\\\" : (c) AND\""))
                .isEqualTo(new Equal("odd field", "a \"b\" : (c) AND"));
        assertThat(parse("\"exists\":x")).isEqualTo(new Equal("exists", "x"));
    }

    @Test
    void tellsExistsFromAFieldOfThatName() throws FilterSyntaxException {
        assertThat(parse("exists(author.name)")).isEqualTo(new Exists("author.name"));
        assertThat(parse("exists:yes")).isEqualTo(new Equal("exists", "yes"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|is wrong at position 1: a field, NOT, exists or '(' is expected, got the end",
                "label|is wrong at position 6: ':' is expected, got the end",
                "label:|is wrong at position 7: a value or '[' is expected, got the end",
                "a:b c:d|is wrong at position 5: AND, OR or the end is expected, got 'c'",
                "a:b and c:d|is wrong at position 5: AND, OR or the end is expected, got 'and'",
                "(a:b|is wrong at position 5: ')' is expected, got the end",
                "year:[1 2]|is wrong at position 9: TO is expected, got '2'",
                "year:[x TO 2]|is wrong at position 7: a number, a date or * is expected, got 'x'",
                "a:\"b|is wrong at position 3: the quote is not closed",
                "a:b AND|is wrong at position 8: a field, NOT, exists or '(' is expected, got the end",
            })
    void namesThePositionOfAnError(String filter, String message) {
        assertThatThrownBy(() -> parse(filter))
                .isInstanceOf(FilterSyntaxException.class)
                .hasMessage(message);
    }

    @Test
    void boundsDepthAndConditions() {
        assertThatThrownBy(() -> parse("(".repeat(100_000)))
                .hasMessage("is wrong at position 65: it is nested more than 64 deep");
        assertThatThrownBy(() -> parse("NOT ".repeat(100_000) + "a:b"))
                .hasMessageContaining("nested more than 64 deep");
        assertThatThrownBy(() -> parse("a:b" + " OR a:b".repeat(100)))
                .hasMessageContaining("it has more than 100 conditions");
    }

    private static Filter parse(String filter) throws FilterSyntaxException {
        return FilterParser.parse(filter, 100);
    }
}
