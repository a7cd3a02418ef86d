package io.corrsh.index.lucene;

import io.corrsh.index.DuplicateGroup;
import io.corrsh.index.DuplicatePair;
import io.corrsh.index.NearDuplicates;
import io.corrsh.index.lucene.document.Fields;
import io.corrsh.index.lucene.join.DocumentIds;
import io.corrsh.index.lucene.join.HammingGroups;
import io.corrsh.index.lucene.join.HammingMatches;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.IOUtils;

/** Gives the documents of a join their ids. Holds one state of the index open. */
final class LuceneDuplicates implements NearDuplicates {

    /** So many ids are looked up at once, which takes less time than one by one. */
    private static final int WINDOW = 1 << 18;

    private final HammingMatches matches;
    private final DocumentIds ids;
    private final Closeable release;
    private boolean closed;

    LuceneDuplicates(HammingMatches matches, IndexSearcher searcher, Closeable release) throws IOException {
        this.matches = matches;
        this.ids = new DocumentIds(searcher, Fields.ID);
        this.release = release;
    }

    @Override
    public int maxDistance() {
        return matches.maxDistance();
    }

    @Override
    public long documents() {
        return matches.documents();
    }

    @Override
    public long pairs(int distance) {
        return matches.pairs(distance);
    }

    @Override
    public void forEachPair(int distance, Consumer<DuplicatePair> consumer) {
        checkOpen();
        try {
            Pairs pairs = new Pairs(consumer);
            matches.forEachPair(distance, pairs::add);
            pairs.flush();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public List<DuplicatePair> links(int distance, int most) {
        checkOpen();
        List<DuplicatePair> links = new ArrayList<>();
        try {
            Pairs pairs = new Pairs(links::add);
            matches.forEachLink(distance, most, pairs::add);
            pairs.flush();
        } catch (IOException e) {
            throw unreadable(e);
        }
        return links;
    }

    @Override
    public void forEachGroup(int distance, Consumer<DuplicateGroup> consumer) {
        checkOpen();
        try {
            HammingGroups groups = matches.groups(distance, ids);
            IdWindow window = new IdWindow(groups.documents());
            for (int group = 0; group < groups.size(); group++) {
                int start = groups.start(group);
                int end = groups.end(group);
                Iterable<String> members = () -> new Members(window, start, end);
                consumer.accept(new DuplicateGroup(window.id(start), end - start, members));
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the near duplicates are closed");
        }
    }

    private static UncheckedIOException unreadable(IOException cause) {
        return new UncheckedIOException("cannot read near duplicates", cause);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                IOUtils.close(matches, release);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close near duplicates", e);
            }
        }
    }

    /** Gathers pairs until their ids are worth looking up. */
    private final class Pairs {

        private final Consumer<DuplicatePair> consumer;
        private final int[] documents = new int[WINDOW];
        private final int[] distances = new int[WINDOW / 2];
        private int count;

        Pairs(Consumer<DuplicatePair> consumer) {
            this.consumer = consumer;
        }

        void add(int left, int right, int distance) throws IOException {
            documents[2 * count] = left;
            documents[2 * count + 1] = right;
            distances[count++] = distance;
            if (count == distances.length) {
                flush();
            }
        }

        void flush() throws IOException {
            String[] found = ids.ids(documents, 0, 2 * count);
            for (int i = 0; i < count; i++) {
                consumer.accept(new DuplicatePair(found[2 * i], found[2 * i + 1], distances[i]));
            }
            count = 0;
        }
    }

    /** The ids of many documents, of which some are at hand. */
    private final class IdWindow {

        private final int[] documents;
        private String[] window = new String[0];
        private int from;

        IdWindow(int[] documents) {
            this.documents = documents;
        }

        String id(int at) throws IOException {
            if (at < from || at >= from + window.length) {
                from = at;
                window = ids.ids(documents, at, Math.min(documents.length, at + WINDOW));
            }
            return window[at - from];
        }
    }

    private static final class Members implements Iterator<String> {

        private final IdWindow window;
        private final int end;
        private int next;

        Members(IdWindow window, int start, int end) {
            this.window = window;
            this.next = start;
            this.end = end;
        }

        @Override
        public boolean hasNext() {
            return next < end;
        }

        @Override
        public String next() {
            if (next == end) {
                throw new NoSuchElementException();
            }
            try {
                return window.id(next++);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }
}
