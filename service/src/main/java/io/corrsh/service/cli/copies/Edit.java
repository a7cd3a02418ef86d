package io.corrsh.service.cli.copies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Ways in which a copy of a text differs from it. */
enum Edit {
    /** One word of ten is gone. */
    DROP {
        @Override
        List<String> of(List<String> words, List<String> others, Random random) {
            List<String> kept = new ArrayList<>(words);
            kept.removeIf(word -> random.nextInt(10) == 0);
            return kept;
        }
    },
    /** After one word of ten stands one of another text. */
    INSERT {
        @Override
        List<String> of(List<String> words, List<String> others, Random random) {
            List<String> more = new ArrayList<>();
            for (String word : words) {
                more.add(word);
                if (random.nextInt(10) == 0 && !others.isEmpty()) {
                    more.add(others.get(random.nextInt(others.size())));
                }
            }
            return more;
        }
    },
    /** Runs of twenty words stand in another order. */
    REORDER {
        @Override
        List<String> of(List<String> words, List<String> others, Random random) {
            List<List<String>> runs = new ArrayList<>();
            for (int from = 0; from < words.size(); from += 20) {
                runs.add(words.subList(from, Math.min(words.size(), from + 20)));
            }
            Collections.shuffle(runs, random);
            return runs.stream().flatMap(List::stream).toList();
        }
    },
    /** The last three words of ten are gone. */
    TRUNCATE {
        @Override
        List<String> of(List<String> words, List<String> others, Random random) {
            return words.subList(0, (int) Math.ceil(0.7 * words.size()));
        }
    };

    abstract List<String> of(List<String> words, List<String> others, Random random);

    /** A copy of a text. */
    String copy(String text, String other, Random random) {
        return String.join(" ", of(words(text), words(other), random));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }
}
