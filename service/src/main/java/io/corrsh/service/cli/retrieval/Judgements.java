package io.corrsh.service.cli.retrieval;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which documents people judged relevant to each query; grades above 0 are alike.
 *
 * @param relevant the ids of the documents by those of the queries
 */
public record Judgements(Map<String, Set<String>> relevant) {

    private static final int COLUMNS = 3;

    public Judgements {
        relevant = Map.copyOf(relevant);
    }

    /**
     * Reads tab-separated lines of query, document and score, with a heading; more columns are left alone.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if a line has fewer columns, or a score that is no whole number
     */
    public static Judgements read(Path file) throws IOException {
        Map<String, Set<String>> relevant = new HashMap<>();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            reader.readLine();
            long number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                String[] columns = line.split("\t", -1);
                if (columns.length < COLUMNS || !columns[2].strip().matches("-?\\d{1,9}")) {
                    throw new IllegalArgumentException(
                            "line %d must be a query, a document and a whole number with tabs between, got '%s'"
                                    .formatted(number, line));
                }
                if (Integer.parseInt(columns[2].strip()) > 0) {
                    relevant.computeIfAbsent(columns[0], query -> new HashSet<>())
                            .add(columns[1]);
                }
            }
        }
        return new Judgements(relevant);
    }

    /** The documents that are relevant to a query. */
    Set<String> of(String query) {
        return relevant.getOrDefault(query, Set.of());
    }
}
