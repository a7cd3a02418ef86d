package io.corrsh.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.Test;

class RewriteMergesTests {

    private static List<String> segments(Directory directory) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            return reader.leaves().stream()
                    .map(leaf -> ((SegmentReader) leaf.reader()).getSegmentName() + " "
                            + leaf.reader().maxDoc())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void writesTheNamedSegmentsAnewAndNoOthers() throws IOException {
        try (Directory directory = new ByteBuffersDirectory();
                IndexWriter writer =
                        new IndexWriter(directory, new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE))) {
            for (int segment = 1; segment <= 4; segment++) {
                for (int i = 0; i < segment; i++) {
                    Document document = new Document();
                    document.add(new StringField("id", "a", Field.Store.NO));
                    writer.addDocument(document);
                }
                writer.commit();
            }
            assertThat(segments(directory)).containsExactly("_0 1", "_1 2", "_2 3", "_3 4");
            writer.getConfig().setMergePolicy(new RewriteMerges(NoMergePolicy.INSTANCE, Set.of("_0", "_2", "gone")));
            writer.forceMerge(Integer.MAX_VALUE);
            writer.commit();
            List<String> after = segments(directory);
            assertThat(after).hasSize(4).contains("_1 2", "_3 4").doesNotContain("_0 1", "_2 3");
            assertThat(after.stream().map(name -> name.replaceAll(".* ", ""))).contains("1", "3");
        }
    }
}
