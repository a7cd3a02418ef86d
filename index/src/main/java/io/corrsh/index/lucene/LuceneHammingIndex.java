package io.corrsh.index.lucene;

import io.corrsh.index.BitCounts;
import io.corrsh.index.Change;
import io.corrsh.index.CodeConsumer;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.DistanceHistogram;
import io.corrsh.index.DocumentConsumer;
import io.corrsh.index.FacetQuery;
import io.corrsh.index.Facets;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.HistogramQuery;
import io.corrsh.index.IndexMismatchException;
import io.corrsh.index.IndexStatistics;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.NearDuplicateQuery;
import io.corrsh.index.NearDuplicates;
import io.corrsh.index.SearchResult;
import io.corrsh.index.WordQuery;
import io.corrsh.index.WordResult;
import io.corrsh.index.lucene.check.IndexCheck;
import io.corrsh.index.lucene.check.IndexReport;
import io.corrsh.index.lucene.codec.HammingCodesFormat;
import io.corrsh.index.lucene.document.DocumentMapper;
import io.corrsh.index.lucene.document.Fields;
import io.corrsh.index.lucene.document.PreparedChange;
import io.corrsh.index.lucene.document.SmallestNumber;
import io.corrsh.index.lucene.document.StoredDocuments;
import io.corrsh.index.lucene.facets.FacetCounts;
import io.corrsh.index.lucene.join.HammingJoin;
import io.corrsh.index.lucene.join.HammingMatches;
import io.corrsh.index.lucene.search.BitTally;
import io.corrsh.index.lucene.search.CodeSample;
import io.corrsh.index.lucene.search.HammingHistogram;
import io.corrsh.index.lucene.search.HammingKnnQuery;
import io.corrsh.index.lucene.snapshot.Snapshot;
import io.corrsh.index.lucene.words.WordSearch;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * A {@link HammingIndex} in a directory, exact by a scan over columns of codes. Safe for use by several threads; one
 * process at a time may have a directory open.
 *
 * <p>Searches see only what is durable. Give the directory a file system that honours fsync.
 */
public final class LuceneHammingIndex implements HammingIndex {

    private final Directory directory;
    private final String name;
    private final CodeSpace space;
    private final DocumentMapper mapper;
    private final DurableWriter writer;
    private final LuceneQueries queries;
    private final Analyzer words;
    private final SearchThreads threads;
    private final SearcherManager searchers;
    private final CommitLoop commits;
    private final StatisticsProbe statistics;

    private LuceneHammingIndex(
            Directory directory,
            String name,
            CodeSpace space,
            DurableWriter writer,
            SearcherManager searchers,
            SearchThreads threads,
            LuceneIndexOptions options,
            IndexListener listener) {
        this.directory = directory;
        this.name = name;
        this.space = space;
        this.mapper = new DocumentMapper(space);
        this.writer = writer;
        this.queries = new LuceneQueries(space);
        this.words = options.words();
        this.threads = threads;
        this.searchers = searchers;
        this.commits = new CommitLoop(writer, searchers::maybeRefreshBlocking, options, listener, name);
        this.statistics = new StatisticsProbe(directory);
    }

    /**
     * Opens the index in a directory, or makes a new one there, and checks that its codes are undamaged.
     *
     * @throws IndexMismatchException if it holds other codes, or was written by a newer version
     * @throws LockObtainFailedException if another process has it open
     * @throws IOException if the directory cannot be read or written, or is damaged: the message names the file
     */
    public static LuceneHammingIndex open(
            Path directory, CodeSpace space, LuceneIndexOptions options, IndexListener listener) throws IOException {
        OpeningChecks.checkPath(directory);
        return open(FSDirectory.open(directory), directory.toString(), space, options, listener);
    }

    /**
     * Whose codes the index in a directory holds, by its last commit; it may be open meanwhile.
     *
     * @throws IndexNotFoundException if there is no index
     * @throws IndexMismatchException if a newer version, or something else, wrote it
     */
    public static CodeSpace spaceAt(Path path) throws IOException {
        return OpeningChecks.spaceAt(path);
    }

    /** Opens the index in a directory of Lucene, which is closed with it. */
    static LuceneHammingIndex open(
            Directory directory, String name, CodeSpace space, LuceneIndexOptions options, IndexListener listener)
            throws IOException {
        return open(directory, name, space, options, listener, new HammingCodesFormat());
    }

    /** The same, writing codes in a format that a test chooses. */
    static LuceneHammingIndex open(
            Directory directory,
            String name,
            CodeSpace space,
            LuceneIndexOptions options,
            IndexListener listener,
            HammingCodesFormat codes)
            throws IOException {
        List<Closeable> opened = new ArrayList<>();
        opened.add(directory);
        IndexListener guarded = new GuardedListener(listener);
        try {
            boolean create = OpeningChecks.isNew(directory, name, space);
            DurableWriter writer = new DurableWriter(directory, space, options, guarded, codes, create);
            opened.addFirst(writer);
            SearchThreads threads = new SearchThreads(options.searchThreads());
            opened.addFirst(threads);
            SearcherManager searchers = new SearcherManager(directory, threads);
            opened.addFirst(searchers);
            LuceneHammingIndex index =
                    new LuceneHammingIndex(directory, name, space, writer, searchers, threads, options, guarded);
            OpeningChecks.checkCodes(searchers);
            index.commits.start();
            opened.clear();
            return index;
        } catch (IndexFormatTooNewException e) {
            throw OpeningChecks.tooNew(name, e);
        } catch (LockObtainFailedException e) {
            throw new LockObtainFailedException("the index at '%s' is open in another process".formatted(name), e);
        } finally {
            // The failure that led here is the one to tell.
            IOUtils.closeWhileHandlingException(opened);
        }
    }

    @Override
    public CodeSpace space() {
        return space;
    }

    @Override
    public void apply(List<Change> changes) {
        List<PreparedChange> prepared = mapper.prepare(changes);
        if (!prepared.isEmpty()) {
            commits.apply(prepared);
        }
    }

    @Override
    public Optional<IndexedDocument> get(String id) {
        return read(searcher -> new StoredDocuments(searcher).get(id));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the code or the weights do not fit the space, or the filter has too many parts
     */
    @Override
    public SearchResult search(HammingQuery query) {
        return searchAll(List.of(query)).getFirst();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a code or weights do not fit the space, or a filter has too many parts
     */
    @Override
    public List<SearchResult> searchAll(List<HammingQuery> queries) {
        List<HammingKnnQuery> prepared = this.queries.prepare(queries);
        return read(searcher -> LuceneQueries.search(searcher, prepared));
    }

    @Override
    public DistanceHistogram histogram(HistogramQuery query) {
        HammingHistogram prepared = queries.prepare(query);
        return read(searcher -> LuceneQueries.histogram(searcher, prepared));
    }

    @Override
    public NearDuplicates nearDuplicates(NearDuplicateQuery query) {
        HammingJoin join = queries.prepare(query);
        return read(searcher -> {
            // Held open until the answer is closed.
            searcher.getIndexReader().incRef();
            boolean done = false;
            HammingMatches matches = null;
            try {
                matches = LuceneQueries.join(searcher, join);
                NearDuplicates duplicates = new LuceneDuplicates(matches, searcher, searcher.getIndexReader()::decRef);
                done = true;
                return duplicates;
            } finally {
                if (!done) {
                    IOUtils.closeWhileHandlingException(matches, searcher.getIndexReader()::decRef);
                }
            }
        });
    }

    @Override
    public WordResult searchWords(WordQuery query) {
        WordSearch prepared = queries.prepare(query, words);
        return read(searcher -> LuceneQueries.words(searcher, prepared));
    }

    @Override
    public Facets facets(FacetQuery query) {
        FacetCounts prepared = queries.prepare(query);
        return read(prepared::run);
    }

    @Override
    public long count(@Nullable Filter filter) {
        Query query = LuceneQueries.all(filter);
        return read(searcher -> (long) searcher.count(query));
    }

    @Override
    public OptionalDouble smallest(String field) {
        return read(searcher -> SmallestNumber.of(searcher.getIndexReader(), Fields.number(field)));
    }

    @Override
    public void forEachCode(@Nullable Filter filter, CodeConsumer consumer) {
        Query query = LuceneQueries.all(filter);
        read(searcher -> {
            new StoredDocuments(searcher).forEachCode(query, consumer);
            return consumer;
        });
    }

    @Override
    public void forEachDocument(@Nullable Filter filter, DocumentConsumer consumer) {
        Query query = LuceneQueries.all(filter);
        read(searcher -> {
            new StoredDocuments(searcher).forEachDocument(query, consumer);
            return consumer;
        });
    }

    @Override
    public IndexStatistics statistics() {
        return read(searcher -> statistics.read(searcher, commits.pending()));
    }

    @Override
    public BitCounts bitCounts() {
        return read(searcher -> BitTally.count(searcher.getIndexReader(), Fields.CODE, space.bits()));
    }

    @Override
    public List<long[]> sampleCodes(int most) {
        return read(searcher -> CodeSample.of(searcher.getIndexReader(), Fields.CODE, most));
    }

    /**
     * Copies the last commit, with all that was acknowledged before, into another directory. Searches and writes go on;
     * meanwhile what merges replace takes its place on disk.
     *
     * @param target a directory that is empty or not there yet
     * @throws java.nio.file.FileAlreadyExistsException if there is something at the target
     * @throws org.apache.lucene.index.CorruptIndexException if a file of the index is damaged
     */
    public Snapshot snapshot(Path target) throws IOException {
        return held(commit -> Snapshot.copy(commit, target));
    }

    /** Checks the last commit on disk, every byte of it. Searches and writes go on. */
    public IndexReport check() throws IOException {
        return held(commit -> IndexCheck.check(commit, name));
    }

    /**
     * Writes what is in an older version of the format of codes anew. Searches and other writes go on, the writes when it
     * is done. Without this it happens little by little, as segments merge.
     *
     * @throws io.corrsh.index.IndexWriteException if it could not be written; the index stays as it was
     */
    public void upgrade() {
        commits.submit(DurableWriter::upgrade, 0);
    }

    @FunctionalInterface
    private interface CommitRead<T> {
        T from(IndexCommit commit) throws IOException;
    }

    /** Reads from the files of the last commit, which stay meanwhile. */
    private <T> T held(CommitRead<T> read) throws IOException {
        IndexCommit commit = writer.hold();
        try {
            return read.from(commit);
        } catch (AlreadyClosedException e) {
            throw new IllegalStateException("the index at '%s' is closed".formatted(name), e);
        } finally {
            writer.release(commit);
            commits.tidy();
        }
    }

    /** Merges the index into at most so many segments, and commits. Searches and writes go on. */
    void forceMerge(int segments) {
        commits.submit(writer -> writer.forceMerge(segments), 0);
    }

    @Override
    public void close() {
        commits.close();
        threads.close();
        try {
            IOUtils.close(searchers, directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the index at '%s'".formatted(name), e);
        }
    }

    @FunctionalInterface
    private interface Read<T> {
        T from(IndexSearcher searcher) throws IOException;
    }

    /** Reads from one state of the index, which stays open meanwhile. */
    private <T> T read(Read<T> read) {
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                return read.from(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (AlreadyClosedException e) {
            throw new IllegalStateException("the index at '%s' is closed".formatted(name), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the index at '%s'".formatted(name), e);
        }
    }
}
