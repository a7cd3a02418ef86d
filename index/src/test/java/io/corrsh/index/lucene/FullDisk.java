package io.corrsh.index.lucene;

import java.io.IOException;
import java.util.Collection;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/** A directory whose disk is full when a test says so. */
final class FullDisk extends FilterDirectory {

    private volatile boolean full;
    private volatile boolean failSync;

    FullDisk(Directory directory) {
        super(directory);
    }

    void full(boolean full) {
        this.full = full;
    }

    void failSync(boolean fail) {
        this.failSync = fail;
    }

    private static void check(boolean failing) throws IOException {
        if (failing) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void sync(Collection<String> names) throws IOException {
        check(failSync);
        super.sync(names);
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
        return new FilterIndexOutput("full disk", name, super.createOutput(name, context)) {
            @Override
            public void writeByte(byte value) throws IOException {
                check(full);
                super.writeByte(value);
            }

            @Override
            public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
                check(full);
                super.writeBytes(bytes, offset, length);
            }
        };
    }
}
