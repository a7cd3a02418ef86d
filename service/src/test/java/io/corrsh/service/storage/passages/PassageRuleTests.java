package io.corrsh.service.storage.passages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.service.problems.ProblemException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassageRuleTests {

    private static String words(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }

    private static List<String> cut(PassageRule rule, String text) {
        return rule.cut("id", text).stream().map(passage -> passage.of(text)).toList();
    }

    @Test
    void passagesCoverTheTextAndOverlap() {
        assertThat(cut(new PassageRule(10, 4), words(0, 20))).containsExactly(words(0, 10), words(6, 10), words(12, 8));
        assertThat(cut(new PassageRule(10, 0), "  " + words(0, 11) + "\n")).containsExactly(words(0, 10), words(10, 1));
    }

    @Test
    void aShortTextStaysWhole() {
        assertThat(cut(new PassageRule(10, 5), words(0, 10))).isEmpty();
        assertThat(cut(new PassageRule(10, 5), " ")).isEmpty();
        assertThat(cut(PassageRule.NONE, words(0, 100))).isEmpty();
    }

    @Test
    void anIdThatLeavesNoRoomIsRefused() {
        PassageRule rule = new PassageRule(10, 0);
        assertThatThrownBy(() -> rule.cut("i".repeat(512), words(0, 20)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("512");
        assertThat(rule.cut("i".repeat(512), words(0, 5))).isEmpty();
    }
}
