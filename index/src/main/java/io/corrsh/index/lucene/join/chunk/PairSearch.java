package io.corrsh.index.lucene.join.chunk;

import io.corrsh.index.Deadline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import org.apache.lucene.search.TaskExecutor;

/** Finds all pairs of codes within a distance, chunk after chunk. */
public final class PairSearch {

    /** So many codes are the work of one task. */
    private static final int TASK = 1 << 13;

    private final CodeArrays codes;
    private final int distance;
    private final Deadline deadline;
    private final ChunkPlan plan;

    /** Plans a search; the codes should be different from each other. */
    public PairSearch(CodeArrays codes, int distance, Deadline deadline) {
        this(codes, distance, deadline, ChunkPlan.choose(codes, distance, deadline));
    }

    PairSearch(CodeArrays codes, int distance, Deadline deadline, ChunkPlan plan) {
        this.codes = codes;
        this.distance = distance;
        this.deadline = deadline;
        this.plan = plan;
    }

    /**
     * Hands every pair to a sink, and says how far it is, from 0 to 1.
     *
     * @throws io.corrsh.index.SearchStoppedException if the deadline passes first
     */
    public void run(TaskExecutor executor, PairSink sink, DoubleConsumer progress) throws IOException {
        int tasks = (int) (((long) codes.size() + TASK - 1) / TASK);
        Progress steps = new Progress(progress, (long) tasks * plan.chunks().size());
        for (int i = 0; i < plan.chunks().size(); i++) {
            deadline.check();
            Chunk chunk = plan.chunks().get(i);
            List<Chunk> earlier = plan.chunks().subList(0, i);
            ChunkOrder order = new ChunkOrder(chunk, codes);
            int[] flips = chunk.flips();
            List<Callable<Void>> work = new ArrayList<>(tasks);
            for (int task = 0; task < tasks; task++) {
                int from = task * TASK;
                int to = (int) Math.min(codes.size(), (long) from + TASK);
                work.add(() -> {
                    deadline.check();
                    new ChunkJoin(order, flips, earlier, distance, sink, deadline).run(from, to);
                    steps.next();
                    return null;
                });
            }
            executor.invokeAll(work);
        }
    }

    /** How the codes are cut up. */
    public String plan() {
        return plan.toString();
    }

    /** Says how many of some steps are done, one thread at a time. */
    private static final class Progress {

        private final DoubleConsumer listener;
        private final long steps;
        private long done;

        Progress(DoubleConsumer listener, long steps) {
            this.listener = listener;
            this.steps = steps;
        }

        synchronized void next() {
            listener.accept((double) ++done / steps);
        }
    }
}
