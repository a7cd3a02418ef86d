package io.corrsh.index.lucene;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what an index did. */
class Recorder implements IndexListener {

    final List<Integer> commits = new CopyOnWriteArrayList<>();
    final List<Duration> merges = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Override
    public void onCommit(Duration took, int changes) {
        commits.add(changes);
    }

    @Override
    public void onMerge(Duration took) {
        merges.add(took);
    }

    @Override
    public void onFailure(Throwable cause) {
        failures.add(cause);
    }
}
