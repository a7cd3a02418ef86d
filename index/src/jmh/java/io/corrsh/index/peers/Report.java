package io.corrsh.index.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Measurements as a table of Markdown. */
final class Report {

    private static final String BEGIN = "<!-- peers -->\n";
    private static final String END = "<!-- end of peers -->\n";

    /** The last measurement of each peer, data, n and k. */
    private final Map<String, Measurement> last = new LinkedHashMap<>();

    Report(List<Measurement> measurements) {
        measurements.forEach(each -> last.put(key(each.peer(), each.data(), each.n(), each.k()), each));
    }

    private static String key(String peer, String data, int n, int k) {
        return peer + "|" + data + "|" + n + "|" + k;
    }

    static String count(int n) {
        return n % 1_000_000 == 0 ? n / 1_000_000 + "M" : n % 1000 == 0 ? n / 1000 + "k" : Integer.toString(n);
    }

    String table() {
        TreeSet<Integer> sizes = new TreeSet<>();
        TreeSet<Integer> ks = new TreeSet<>();
        Map<String, Boolean> peers = new LinkedHashMap<>();
        Map<String, Boolean> kinds = new LinkedHashMap<>();
        last.values().forEach(each -> {
            sizes.add(each.n());
            ks.add(each.k());
            peers.put(each.peer(), true);
            kinds.put(each.data(), true);
        });
        StringBuilder table = new StringBuilder("| data, k | |");
        sizes.forEach(n -> table.append(" n = ").append(count(n)).append(" |"));
        table.append(" build, CPU s |\n| --- | --- |")
                .append(" ---: |".repeat(sizes.size() + 1))
                .append('\n');
        for (String kind : kinds.keySet()) {
            for (int k : ks) {
                for (String peer : peers.keySet()) {
                    row(table, peer, kind, k, sizes);
                }
            }
        }
        return table.toString();
    }

    private void row(StringBuilder table, String peer, String kind, int k, TreeSet<Integer> sizes) {
        StringBuilder row = new StringBuilder("| %s, %d | %s |".formatted(kind, k, peer));
        Measurement largest = null;
        for (int n : sizes) {
            Measurement each = last.get(key(peer, kind, n, k));
            row.append(each == null ? " |" : " %s |".formatted(cell(each)));
            largest = each == null ? largest : each;
        }
        if (largest != null) {
            table.append(row)
                    .append(String.format(Locale.ROOT, " %.1f at %s |%n", largest.buildSeconds(), count(largest.n())));
        }
    }

    private static String cell(Measurement each) {
        String millis = String.format(Locale.ROOT, each.millis() < 0.1 ? "%.4f" : "%.3f", each.millis());
        return each.recall() == 1 ? millis : millis + String.format(Locale.ROOT, " (%.3f)", Math.floor(each.recall() * 1000) / 1000);
    }

    /** Puts the table between the marks of a page. */
    void replaceIn(Path page) throws IOException {
        String text = Files.readString(page);
        int from = text.indexOf(BEGIN);
        int to = text.indexOf(END);
        if (from < 0 || to < from) {
            throw new IOException("'%s' has no marks for the table".formatted(page));
        }
        Files.writeString(page, text.substring(0, from + BEGIN.length()) + "\n" + table() + "\n" + text.substring(to));
    }
}
