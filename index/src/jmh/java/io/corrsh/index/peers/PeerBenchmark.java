package io.corrsh.index.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures the index and its peers over the same codes and queries, one after the other, each with one thread, and
 * writes what was seen as a table and a plot. Options, each followed by its value:
 *
 * <pre>
 * --data uniform,clustered,real   --n 10000,100000,1000000   --k 10,100   --peers CorrSH,FAISS flat,...
 * --real FILE      what `corrsh encode` wrote, for the data `real`
 * --results FILE   measurements are appended to it; the table and the plot show the last of each
 * --page FILE      the page whose part between the marks is replaced by the table
 * --plot FILE      the plot
 * --indexes DIR    our indexes stay there; the next run upgrades and measures them, and what it says of building is that
 * --python PATH    one that can import faiss      --node PATH   one that can import usearch
 * </pre>
 */
public final class PeerBenchmark {

    private static final String[] DATA = {"uniform", "clustered", "real"};

    private final Map<String, String> options = new HashMap<>();

    private PeerBenchmark(String[] arguments) {
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
    }

    public static void main(String[] arguments) throws IOException {
        new PeerBenchmark(arguments).run();
    }

    private String option(String name, String usual) {
        return options.getOrDefault(name, usual);
    }

    private int[] numbers(String name, String usual) {
        return Arrays.stream(option(name, usual).split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private List<Peer> peers() {
        List<String> python = List.of(option("--python", "/usr/bin/python3"));
        List<String> node = List.of(option("--node", "node"));
        List<Peer> all = List.of(
                new CorrshIndex(options.containsKey("--indexes") ? Path.of(options.get("--indexes")) : null),
                new LuceneHnsw(),
                new ExternalPeer("FAISS flat", 10_000_000, with(python, "flat"), "faiss_peer.py"),
                new ExternalPeer("FAISS HNSW", 100_000, with(python, "hnsw"), "faiss_peer.py"),
                new ExternalPeer("FAISS multi-hash", 1_000_000, with(python, "multihash"), "faiss_peer.py"),
                new ExternalPeer("usearch", 100_000, node, "usearch_peer.mjs"));
        String wanted = option("--peers", "");
        return wanted.isEmpty()
                ? all
                : all.stream()
                        .filter(peer -> List.of(wanted.split(",")).contains(peer.name()))
                        .toList();
    }

    private static List<String> with(List<String> command, String kind) {
        List<String> line = new ArrayList<>(command);
        line.add(kind);
        return line;
    }

    private void run() throws IOException {
        Path results = Path.of(option("--results", "target/peers.tsv"));
        for (String kind : option("--data", String.join(",", DATA)).split(",")) {
            if (kind.equals("real") && !options.containsKey("--real")) {
                System.out.println("no real codes: --real FILE names what `corrsh encode` wrote");
                continue;
            }
            for (int n : numbers("--n", "10000,100000,1000000")) {
                Dataset data =
                        kind.equals("real") ? Dataset.real(Path.of(options.get("--real")), n) : Dataset.generated(kind, n);
                for (Peer peer : peers()) {
                    if (n <= peer.most()) {
                        measure(peer, data, results);
                    }
                }
            }
        }
        List<Measurement> all =
                Files.readAllLines(results).stream().map(Measurement::parse).toList();
        Report report = new Report(all);
        System.out.println(report.table());
        if (options.containsKey("--page")) {
            report.replaceIn(Path.of(options.get("--page")));
        }
        if (options.containsKey("--plot")) {
            Files.writeString(Path.of(options.get("--plot")), new LatencyPlot(all, 10).svg());
        }
    }

    private void measure(Peer peer, Dataset data, Path results) throws IOException {
        Path directory = Files.createTempDirectory("corrsh-peer");
        try {
            for (Measurement measurement : peer.measure(data, numbers("--k", "10,100"), directory)) {
                System.out.println(measurement);
                Files.writeString(
                        results, measurement.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
