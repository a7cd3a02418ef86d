package io.corrsh.index.lucene;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.lucene.codec.HammingCodesFormat;
import io.corrsh.index.lucene.commit.CommitData;
import io.corrsh.index.lucene.document.DocumentMapper;
import io.corrsh.index.lucene.document.PreparedChange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * An index as the first version of the format of codes wrote it, flat columns without tables, kept as a resource. Only a
 * checkout of that version can make it again, by {@link #main}; what it must hold is computed from a seed.
 */
final class FlatFormat {

    static final CodeSpace SPACE = new CodeSpace("flat@1", 72);

    private static final String RESOURCE = "flat-format.zip";
    private static final int BATCHES = 3;
    private static final int BATCH = 400;

    private FlatFormat() {}

    /** Writes the resource into a file. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("flat-format");
        write(directory);
        try (OutputStream file = Files.newOutputStream(Path.of(arguments[0]));
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> files = Files.list(directory)) {
            for (Path each : files.sorted(Comparator.naturalOrder()).toList()) {
                if (!each.endsWith("write.lock")) {
                    ZipEntry entry = new ZipEntry(each.getFileName().toString());
                    entry.setTime(0);
                    zip.putNextEntry(entry);
                    Files.copy(each, zip);
                }
            }
        }
    }

    /** As an index does it, but nothing is merged. */
    private static void write(Path path) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig()
                .setMergePolicy(NoMergePolicy.INSTANCE)
                .setCodec(new Lucene104Codec() {
                    @Override
                    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                        return new HammingCodesFormat();
                    }
                });
        try (Directory directory = FSDirectory.open(path);
                IndexWriter writer = new IndexWriter(directory, config)) {
            for (List<Change> batch : batches()) {
                for (PreparedChange change : new DocumentMapper(SPACE).prepare(batch)) {
                    change.applyTo(writer);
                }
                writer.setLiveCommitData(
                        new CommitData(SPACE, Instant.EPOCH).toUserData().entrySet());
                writer.commit();
            }
        }
    }

    /** Unpacks the index into a directory. */
    static void unpack(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (InputStream resource = FlatFormat.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IOException("the resource '%s' is missing".formatted(RESOURCE));
            }
            try (ZipInputStream zip = new ZipInputStream(resource)) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    Files.copy(zip, directory.resolve(entry.getName()));
                }
            }
        }
    }

    /** What was applied to it, a segment a batch: later ones delete from and replace in earlier ones. */
    static List<List<Change>> batches() {
        SplittableRandom random = new SplittableRandom(4);
        List<List<Change>> batches = new ArrayList<>();
        for (int batch = 0; batch < BATCHES; batch++) {
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                String id = "d" + random.nextInt(BATCHES * BATCH);
                // The second segment has a code for every document, the others have gaps.
                boolean coded = batch == 1 || random.nextInt(6) > 0;
                changes.add(
                        random.nextInt(9) == 0
                                ? new Change.Delete(id)
                                : new Change.Put(document(id, coded ? code(random) : null, random.nextInt(3))));
            }
            batches.add(changes);
        }
        return batches;
    }

    private static IndexedDocument document(String id, long @Nullable [] code, int group) {
        return new IndexedDocument(
                id,
                code,
                "{\"id\":\"%s\",\"group\":%d}".formatted(id, group).getBytes(StandardCharsets.UTF_8),
                Map.of("group", List.of((double) group), "name", List.of(id)));
    }

    private static long[] code(SplittableRandom random) {
        // Few values in some bits, so that distances tie.
        return new long[] {random.nextLong() & 0xFF00FF00FF00FF00L, random.nextLong() << 56};
    }
}
