package io.corrsh.index.lucene.commit;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.NoLockFactory;

/**
 * The files of one commit and no others, read-only. As long as somebody holds the commit they stay as they are, so no
 * lock is needed. Closing it does nothing.
 */
public final class CommitView extends FilterDirectory {

    private final Set<String> files;

    /** Looks at a commit of its own directory. */
    public CommitView(IndexCommit commit) throws IOException {
        super(commit.getDirectory());
        files = new TreeSet<>(commit.getFileNames());
    }

    @Override
    public String[] listAll() {
        return files.toArray(new String[0]);
    }

    private void check(String name) throws IOException {
        if (!files.contains(name)) {
            throw new NoSuchFileException("'%s' is not of this commit".formatted(name));
        }
    }

    @Override
    public long fileLength(String name) throws IOException {
        check(name);
        return super.fileLength(name);
    }

    @Override
    public IndexInput openInput(String name, IOContext context) throws IOException {
        check(name);
        return super.openInput(name, context);
    }

    @Override
    public Lock obtainLock(String name) throws IOException {
        return NoLockFactory.INSTANCE.obtainLock(in, name);
    }

    @Override
    public Set<String> getPendingDeletions() {
        return Set.of();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("a view of a commit is read-only");
    }

    @Override
    public void deleteFile(String name) {
        throw readOnly();
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) {
        throw readOnly();
    }

    @Override
    public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) {
        throw readOnly();
    }

    @Override
    public void sync(Collection<String> names) {
        throw readOnly();
    }

    @Override
    public void rename(String source, String target) {
        throw readOnly();
    }

    @Override
    public void syncMetaData() {
        throw readOnly();
    }

    @Override
    public void close() {}
}
