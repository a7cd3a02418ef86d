package io.corrsh.model.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Synthetic documents: a third of the words belong to the document's topic, the others to all topics. */
final class TopicCorpus {

    static final int TOPICS = 6;

    private TopicCorpus() {}

    /** Writes documents as JSON lines, {@code perTopic} a topic, every fifth of them for test. */
    static Path write(Path directory, int perTopic, boolean labelled) throws IOException {
        Random random = new Random(4);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < perTopic; i++) {
            for (int topic = 0; topic < TOPICS; topic++) {
                StringBuilder text = new StringBuilder();
                for (int w = 0; w < 24; w++) {
                    text.append(
                            w % 3 == 0
                                    ? "topic" + word(topic * 40 + random.nextInt(40))
                                    : "common" + word(random.nextInt(150)));
                    text.append(' ');
                }
                String label = labelled ? "\"labels\":[\"t%d\"],".formatted(topic) : "";
                lines.add("{\"id\":\"d%d-%d\",\"split\":\"%s\",%s\"text\":\"%s\"}"
                        .formatted(topic, i, i % 5 == 4 ? "test" : "train", label, text));
            }
        }
        return Files.write(directory.resolve("corpus.jsonl"), lines);
    }

    /** A number as letters. */
    private static String word(int number) {
        return "" + (char) ('a' + number / 26 % 26) + (char) ('a' + number % 26);
    }
}
