package io.corrsh.model.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTests {

    private final Turns turns = new Turns();

    @Test
    void givesTheTextsOfACallInTheirOrder() {
        turns.add(call("a", "0", "1", "2"));
        assertThat(drain()).extracting(Turns.Text::value).containsExactly("0", "1", "2");
        assertThat(turns.next()).isNull();
    }

    @Test
    void letsASmallCallPassALargeOneOfTheSameCaller() {
        turns.add(call("a", Collections.nCopies(10_000, "large").toArray(String[]::new)));
        turns.next();
        turns.add(call("a", "small"));
        assertThat(List.of(turns.next().value(), turns.next().value())).contains("small");
    }

    @Test
    void givesCallersAboutAsManyCharactersEach() {
        turns.add(call("many", Collections.nCopies(5000, "x".repeat(50)).toArray(String[]::new)));
        turns.add(call("long", Collections.nCopies(5000, "y".repeat(20_000)).toArray(String[]::new)));
        for (int i = 0; i < 50; i++) {
            turns.add(call("often", Collections.nCopies(100, "z".repeat(50)).toArray(String[]::new)));
        }
        Map<Character, Integer> characters = new HashMap<>();
        for (int i = 0; i < 4000; i++) {
            String text = turns.next().value();
            characters.merge(text.charAt(0), text.length() + 128, Integer::sum);
        }
        assertThat(characters.get('x')).isCloseTo(characters.get('z'), withPercentage(5));
        assertThat(characters.get('y')).isCloseTo(characters.get('x'), withPercentage(10));
    }

    @Test
    void givesACallerWhoIsAloneEverythingAndHoldsNothingAgainstIt() {
        turns.add(call("a", "x".repeat(10_000_000), "1", "2"));
        turns.next();
        turns.add(call("b", "3"));
        assertThat(turns.next().value()).isEqualTo("1");
        assertThat(drain()).extracting(Turns.Text::value).containsExactlyInAnyOrder("2", "3");
    }

    @Test
    void forgetsWhatIsRemoved() {
        EncodeCall removed = call("a", "0", "1");
        turns.add(removed);
        turns.add(call("a", "2"));
        turns.add(call("b", "3"));
        turns.remove(removed);
        assertThat(drain()).extracting(Turns.Text::value).containsExactlyInAnyOrder("2", "3");
    }

    private List<Turns.Text> drain() {
        List<Turns.Text> texts = new ArrayList<>();
        for (Turns.Text text = turns.next(); text != null; text = turns.next()) {
            texts.add(text);
        }
        return texts;
    }

    private static EncodeCall call(String caller, String... texts) {
        return new EncodeCall(new Caller(caller, 0, null, false, () -> false), List.of(texts), false);
    }
}
