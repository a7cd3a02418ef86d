package io.corrsh.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.contract.HammingIndexContract;
import java.nio.file.Path;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class LuceneHammingIndexTests extends HammingIndexContract {

    @TempDir
    Path directory;

    @Override
    @BeforeEach
    protected void prepare() {}

    @Override
    protected HammingIndex open(CodeSpace space) throws Exception {
        return LuceneHammingIndex.open(directory, space, LuceneIndexOptions.DEFAULT, IndexListener.NONE);
    }

    @Override
    protected void reshape(HammingIndex index) {
        ((LuceneHammingIndex) index).forceMerge(1);
        assertThat(index.statistics().segments()).isLessThanOrEqualTo(1);
        assertThat(index.statistics().deleted()).isZero();
    }

    @Override
    protected void verify() throws Exception {
        verify(directory);
    }

    static void verify(Path directory) throws Exception {
        try (Directory lucene = FSDirectory.open(directory);
                CheckIndex check = new CheckIndex(lucene)) {
            check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_SLOW_CHECKS);
            assertThat(check.checkIndex().clean).isTrue();
        }
    }
}
