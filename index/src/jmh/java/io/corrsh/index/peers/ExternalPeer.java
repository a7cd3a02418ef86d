package io.corrsh.index.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A peer in another language: a script which reads the codes and queries from files, prints
 * {@code k build-seconds milliseconds file} for every k, and leaves the numbers it found in the file as little-endian
 * int32.
 */
final class ExternalPeer implements Peer {

    private final String name;
    private final int most;
    private final List<String> command;
    private final String script;

    ExternalPeer(String name, int most, List<String> command, String script) {
        this.name = name;
        this.most = most;
        this.command = command;
        this.script = script;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int most() {
        return most;
    }

    @Override
    public List<Measurement> measure(Dataset data, int[] ks, Path directory) throws IOException {
        Path codes = directory.resolve("codes");
        Path queries = directory.resolve("queries");
        Dataset.write(data.codes, codes);
        Dataset.write(data.queries, queries);
        Path file = directory.resolve(script);
        try (InputStream resource = ExternalPeer.class.getResourceAsStream(script)) {
            if (resource == null) {
                throw new IOException("the script '%s' is missing".formatted(script));
            }
            Files.copy(resource, file);
        }
        List<String> line = new ArrayList<>(command);
        line.add(1, file.toString());
        line.addAll(List.of(codes.toString(), queries.toString(), Integer.toString(Dataset.BITS)));
        line.add(Arrays.stream(ks).mapToObj(Integer::toString).collect(Collectors.joining(",")));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1"));
        Process process = builder.start();
        List<Measurement> measured = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            for (String result = output.readLine(); result != null; result = output.readLine()) {
                measured.add(parse(result.split(" "), data, directory));
            }
        } finally {
            process.destroy();
        }
        return measured;
    }

    private Measurement parse(String[] parts, Dataset data, Path directory) throws IOException {
        int k = Integer.parseInt(parts[0]);
        IntBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(directory.resolve(parts[3])))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer();
        int[][] answers = new int[Dataset.QUERIES][k];
        for (int[] answer : answers) {
            numbers.get(answer);
        }
        return new Measurement(
                name,
                data.kind,
                data.codes.length,
                k,
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                data.recall(answers, k));
    }
}
