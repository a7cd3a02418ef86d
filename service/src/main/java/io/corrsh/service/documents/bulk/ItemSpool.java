package io.corrsh.service.documents.bulk;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the items of a reply until all of the request is read, as JSON with commas between them: in memory while they
 * are few, in a temporary file when they are many. For one thread.
 */
final class ItemSpool implements AutoCloseable {

    private static final int MOST_IN_MEMORY = 1 << 20;

    private final JsonMapper json;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream out;
    private long accepted;
    private long failed;

    ItemSpool(JsonMapper json) {
        this.json = json;
    }

    long accepted() {
        return accepted;
    }

    long failed() {
        return failed;
    }

    void add(BulkItem item) throws IOException {
        OutputStream target = target();
        if (accepted + failed > 0) {
            target.write(',');
        }
        target.write(json.writeValueAsBytes(item));
        if (item.isFailed()) {
            failed++;
        } else {
            accepted++;
        }
    }

    void writeTo(OutputStream reply) throws IOException {
        memory.writeTo(reply);
        if (out != null && file != null) {
            out.flush();
            Files.copy(file, reply);
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    private OutputStream target() throws IOException {
        if (out != null) {
            return out;
        }
        if (memory.size() < MOST_IN_MEMORY) {
            return memory;
        }
        Path created = Files.createTempFile("corrsh-bulk-", ".json");
        file = created;
        OutputStream opened = new BufferedOutputStream(Files.newOutputStream(created), 1 << 16);
        out = opened;
        return opened;
    }
}
