package io.corrsh.index.lucene.snapshot;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.IndexMismatchException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.index.CorruptIndexException;

/**
 * A manifest as text: a line {@code sha256  name} for each file, as {@code sha256sum} writes it, and everything else in
 * comments. The last line is the checksum of those above it.
 */
final class ManifestText {

    private static final int VERSION = 1;
    private static final Pattern FIRST = Pattern.compile("# corrsh-snapshot (\\d{1,9})");
    private static final Pattern BYTES = Pattern.compile("# bytes (\\d{1,18})");
    private static final Pattern FILE = Pattern.compile("([0-9a-f]{64})  ([A-Za-z0-9_.-]+)");

    private ManifestText() {}

    static byte[] write(SnapshotManifest manifest) {
        StringBuilder text = new StringBuilder();
        line(text, "# corrsh-snapshot " + VERSION);
        line(text, "# model " + escape(manifest.space().model()));
        line(text, "# bits " + manifest.space().bits());
        line(text, "# documents " + manifest.documents());
        line(text, "# committed " + manifest.committed());
        line(text, "# index-format " + manifest.indexFormat());
        line(text, "# lucene " + escape(manifest.lucene()));
        for (SnapshotFile file : manifest.files()) {
            line(text, "# bytes " + file.bytes());
            line(text, file.sha256() + "  " + file.name());
        }
        line(text, "# manifest " + Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    /**
     * Reads a manifest.
     *
     * @throws IndexMismatchException if it is of a newer version
     * @throws CorruptIndexException if it is not what {@link #write} made
     */
    static SnapshotManifest read(byte[] bytes, String name) throws CorruptIndexException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<String> lines = text.lines().toList();
        Matcher first = FIRST.matcher(lines.isEmpty() ? "" : lines.getFirst());
        if (!first.matches()) {
            throw new CorruptIndexException("the manifest does not start with '# corrsh-snapshot'", name);
        }
        int version = Integer.parseInt(first.group(1));
        if (version > VERSION) {
            throw new IndexMismatchException(
                    "the snapshot's manifest '%s' has version %d, written by a newer version; this one reads up to %d"
                            .formatted(name, version, VERSION));
        }
        String end = lines.getLast() + "\n";
        String body = text.endsWith(end) ? text.substring(0, text.length() - end.length()) : "";
        if (!end.equals("# manifest " + Sha256.of(body.getBytes(StandardCharsets.UTF_8)) + "\n")) {
            throw new CorruptIndexException("the manifest is cut, or is not the one that was written", name);
        }
        try {
            return parse(lines, name);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new CorruptIndexException("the manifest is unreadable: " + e.getMessage(), name, e);
        }
    }

    private static SnapshotManifest parse(List<String> lines, String name) throws CorruptIndexException {
        CodeSpace space = new CodeSpace(value(lines, 1, "model"), Integer.parseInt(value(lines, 2, "bits")));
        List<SnapshotFile> files = new ArrayList<>();
        for (int i = 7; i + 2 < lines.size(); i += 2) {
            Matcher length = BYTES.matcher(lines.get(i));
            Matcher file = FILE.matcher(lines.get(i + 1));
            if (!length.matches() || !file.matches()) {
                throw new CorruptIndexException("the manifest is unreadable from line " + (i + 1), name);
            }
            files.add(new SnapshotFile(file.group(2), Long.parseLong(length.group(1)), file.group(1)));
        }
        return new SnapshotManifest(
                space,
                Long.parseLong(value(lines, 3, "documents")),
                Instant.parse(value(lines, 4, "committed")),
                Integer.parseInt(value(lines, 5, "index-format")),
                value(lines, 6, "lucene"),
                files);
    }

    private static String value(List<String> lines, int line, String key) {
        String start = "# " + key + " ";
        if (line >= lines.size() || !lines.get(line).startsWith(start)) {
            throw new IllegalArgumentException("line %d must start with '%s'".formatted(line + 1, start));
        }
        return lines.get(line).substring(start.length()).translateEscapes();
    }
}
