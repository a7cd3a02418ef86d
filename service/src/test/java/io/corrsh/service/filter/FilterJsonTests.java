package io.corrsh.service.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.index.Filter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class FilterJsonTests {

    private static final JsonMapper JSON = new JsonMapper();

    private static Filter parse(String json) throws FilterSyntaxException {
        return FilterJson.parse(JSON.readTree(json), 10);
    }

    @Test
    void readsConditions() throws FilterSyntaxException {
        assertThat(parse("{'field':'a','equals':'x'}".replace('\'', '"'))).isEqualTo(new Filter.Equal("a", "x"));
        assertThat(parse("{\"field\":\"a\",\"equals\":7}")).isEqualTo(new Filter.Equal("a", 7.0));
        assertThat(parse("{\"field\":\"a\",\"equals\":true}")).isEqualTo(new Filter.Equal("a", true));
        assertThat(parse("{\"exists\":\"a\"}")).isEqualTo(new Filter.Exists("a"));
        assertThat(parse("{\"field\":\"a\",\"in\":[\"x\",2]}"))
                .isEqualTo(new Filter.Or(List.of(new Filter.Equal("a", "x"), new Filter.Equal("a", 2.0))));
    }

    @Test
    void readsRangesWithTheirBoundsOrWithout() throws FilterSyntaxException {
        assertThat(parse("{\"field\":\"a\",\"gte\":1,\"lte\":2}")).isEqualTo(new Filter.Range("a", 1.0, 2.0));
        assertThat(parse("{\"field\":\"a\",\"gt\":1}")).isEqualTo(new Filter.Range("a", Math.nextUp(1.0), null));
        assertThat(parse("{\"field\":\"a\",\"lt\":2}")).isEqualTo(new Filter.Range("a", null, Math.nextDown(2.0)));
    }

    @Test
    void readsDatesAsTheirMilliseconds() throws FilterSyntaxException {
        assertThat(parse("{\"field\":\"a\",\"gte\":\"1970-01-02\",\"lt\":\"1970-01-03\"}"))
                .isEqualTo(new Filter.Range("a", 86_400_000.0, Math.nextDown(172_800_000.0)));
        assertThat(parse("{\"field\":\"a\",\"lte\":\"1970-01-02\"}"))
                .isEqualTo(new Filter.Range("a", null, Math.nextDown(172_800_000.0)));
        assertThat(parse("{\"field\":\"a\",\"gte\":\"1970-01-01T01:00:00+01:00\"}"))
                .isEqualTo(new Filter.Range("a", 0.0, null));
        assertThat(FilterParser.parse("a:[1970-01-02 TO \"1970-01-02T00:00:01.5Z\"]", 10))
                .isEqualTo(new Filter.Range("a", 86_400_000.0, 86_401_500.0));
    }

    @Test
    void readsAndOrNot() throws FilterSyntaxException {
        Filter a = new Filter.Exists("a");
        Filter b = new Filter.Exists("b");
        assertThat(parse("{\"and\":[{\"exists\":\"a\"},{\"or\":[{\"exists\":\"b\"},{\"not\":{\"exists\":\"a\"}}]}]}"))
                .isEqualTo(new Filter.And(List.of(a, new Filter.Or(List.of(b, new Filter.Not(a))))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|is wrong: one of 'and', 'or', 'not', 'exists' is expected, or a 'field' and its condition",
                "[]|is wrong: an object is expected",
                "{\"and\":[]}|is wrong at 'and': an array of at least one is expected",
                "{\"and\":[{\"exists\":\"a\"},5]}|is wrong at 'and[1]': an object is expected",
                "{\"field\":\"a\"}|is wrong: beside 'field' one of 'equals', 'in' or bounds of [gt, gte, lt, lte] is expected, got []",
                "{\"field\":\"a\",\"like\":\"x\"}|is wrong: beside 'field' one of 'equals', 'in' or bounds of [gt, gte, lt, lte] is expected, got [like]",
                "{\"field\":\"a\",\"equals\":[1]}|is wrong at 'equals': a string, a number, true or false is expected",
                "{\"field\":\"a\",\"gt\":1,\"gte\":2}|is wrong: a side has two bounds",
                "{\"field\":\"a\",\"gt\":\"soon\"}|is wrong at 'gt': a number or a date is expected",
                "{\"field\":5,\"equals\":1}|is wrong at 'field': the name of a field is expected",
                "{\"field\":\"a\",\"in\":[1,2,3,4,5,6,7,8,9,10]}|is wrong at 'in': the filter has more than 10 conditions",
            })
    void saysWhereItIsWrong(String json, String message) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(FilterSyntaxException.class)
                .hasMessage(message);
    }

    @Test
    void refusesDeepNesting() {
        String deep = "{\"not\":".repeat(70) + "{\"exists\":\"a\"}" + "}".repeat(70);
        assertThatThrownBy(() -> parse(deep)).hasMessageEndingWith("it is nested more than 64 deep");
    }
}
