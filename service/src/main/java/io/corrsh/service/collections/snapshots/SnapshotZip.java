package io.corrsh.service.collections.snapshots;

import io.corrsh.index.lucene.snapshot.Snapshot;
import io.corrsh.index.lucene.snapshot.SnapshotFile;
import io.corrsh.index.lucene.snapshot.SnapshotManifest;
import io.corrsh.service.breakers.Breakers;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A snapshot as one file: a zip of its files with their checksums in {@code SHA256SUMS}, all without directories. */
final class SnapshotZip {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}");
    private static final int MOST_FILES = 100_000;
    private static final int BUFFER = 1 << 16;
    private static final long LOOK_EVERY = 16L << 20;

    private SnapshotZip() {}

    /** Writes the zip; codes and packed texts are dense already, so it is not packed again. */
    static void write(Path directory, OutputStream output) throws IOException {
        SnapshotManifest manifest = Snapshot.at(directory).manifest();
        ZipOutputStream zip = new ZipOutputStream(output);
        zip.setLevel(Deflater.NO_COMPRESSION);
        entry(directory, SnapshotManifest.FILE, zip);
        for (SnapshotFile file : manifest.files()) {
            entry(directory, file.name(), zip);
        }
        zip.finish();
        zip.flush();
    }

    private static void entry(Path directory, String name, ZipOutputStream zip) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(directory.resolve(name), zip);
        zip.closeEntry();
    }

    /**
     * Unpacks a zip.
     *
     * @param directory an empty directory
     * @throws io.corrsh.service.problems.ProblemException if an entry is none of a snapshot's, or there is no room
     * @throws IOException if it is cut off or no zip
     */
    static void unpack(InputStream input, Path directory, Breakers breakers) throws IOException {
        Set<String> names = new HashSet<>();
        try (ZipInputStream zip = new ZipInputStream(new KeptOpen(input))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (entry.isDirectory() || !NAME.matcher(name).matches()) {
                    throw SnapshotProblems.unusable("not one of this service: it has an entry '%s'"
                            .formatted(name.length() <= 100 ? name : name.substring(0, 100)));
                }
                if (!names.add(name) || names.size() > MOST_FILES) {
                    throw SnapshotProblems.unusable(
                            "not one of this service: it has too many entries, or '%s' twice".formatted(name));
                }
                unpack(zip, directory.resolve(name), breakers);
            }
        }
        if (!names.contains(SnapshotManifest.FILE)) {
            throw SnapshotProblems.unusable("cut off or no zip file: it has no entry " + SnapshotManifest.FILE);
        }
    }

    private static void unpack(ZipInputStream zip, Path file, Breakers breakers) throws IOException {
        breakers.check();
        long unseen = 0;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream output = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
                output.write(buffer, 0, read);
                unseen += read;
                if (unseen >= LOOK_EVERY) {
                    breakers.check();
                    unseen = 0;
                }
            }
        }
    }

    /** The request's stream, which is Tomcat's to close. */
    private static final class KeptOpen extends FilterInputStream {

        KeptOpen(InputStream input) {
            super(input);
        }

        @Override
        public void close() {}
    }
}
