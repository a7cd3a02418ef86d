import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes many documents of a few: each is as long as a real one, and made of runs of eight words of it and of another with
 * its label, so that each has a code of its own.
 *
 * <p>usage: CORPUS COUNT DIRECTORY. Writes files of 5,000 documents as JSON lines; of documents that are not among them
 * 20,000 bodies of single writes, 5,000 searches by ten of their words, and 5,000 whole texts as JSON strings.
 */
final int perFile = 5_000;

final int run = 8;
final Random random = new Random(42);
final JsonMapper json = new JsonMapper();
final List<String> labels = new ArrayList<>();
final List<String[]> texts = new ArrayList<>();
final Map<String, List<String[]>> byLabel = new HashMap<>();

void main(String[] args) throws Exception {
    read(Path.of(args[0]));
    int count = Integer.parseInt(args[1]);
    Path directory = Files.createDirectories(Path.of(args[2]));
    for (int done = 0; done < count; done += perFile) {
        int first = done;
        int last = Math.min(count, done + perFile);
        write(directory.resolve("bulk-%04d.ndjson".formatted(done / perFile)), last - first, i -> document(first + i));
    }
    write(directory.resolve("writes"), 20_000, i -> document(count + i));
    write(directory.resolve("by-text"), 5_000, i -> {
        String[] words = words(texts.get(random.nextInt(texts.size())), texts.getFirst(), 0);
        int start = random.nextInt(Math.max(1, words.length - 10));
        return json.writeValueAsString(
                Map.of("q", String.join(" ", List.of(words).subList(start, Math.min(words.length, start + 10)))));
    });
    write(directory.resolve("texts"), 5_000, i -> json.writeValueAsString(text(random.nextInt(texts.size()))));
}

interface Line {
    String of(int number) throws Exception;
}

void write(Path file, int lines, Line line) throws Exception {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
        for (int i = 0; i < lines; i++) {
            out.write(line.of(i));
            out.write('\n');
        }
    }
}

void read(Path corpus) throws Exception {
    InputStream bytes = new FileInputStream(corpus.toFile());
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
            corpus.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode document = json.readTree(line);
            String[] words = document.path("text").asString().split(" ");
            if (words.length >= 20) {
                labels.add(document.path("labels").path(0).asString("none"));
                texts.add(words);
                byLabel.computeIfAbsent(labels.getLast(), label -> new ArrayList<>()).add(words);
            }
        }
    }
}

String document(int number) {
    int source = random.nextInt(texts.size());
    return json.writeValueAsString(new Document(
            "d%08d".formatted(number),
            text(source),
            labels.get(source),
            1990 + number % 36,
            "%d-%02d-%02d".formatted(1990 + number % 36, 1 + number / 36 % 12, 1 + number / 432 % 28)));
}

record Document(String id, String text, String group, int year, String date) {}

String text(int source) {
    List<String[]> same = byLabel.get(labels.get(source));
    return String.join(" ", words(texts.get(source), same.get(random.nextInt(same.size())), 0.3));
}

/** As many words as the first has, in runs of both. */
String[] words(String[] one, String[] other, double share) {
    String[] words = new String[one.length];
    for (int start = 0; start < words.length; start += run) {
        String[] from = random.nextDouble() < share ? other : one;
        int at = random.nextInt(Math.max(1, from.length - run));
        for (int i = start; i < Math.min(words.length, start + run); i++) {
            words[i] = from[(at + i - start) % from.length];
        }
    }
    return words;
}
