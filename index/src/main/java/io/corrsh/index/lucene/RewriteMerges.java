package io.corrsh.index.lucene;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.jspecify.annotations.Nullable;

/** A forced merge with this writes some segments anew, each by itself, so that none grows. */
final class RewriteMerges extends FilterMergePolicy {

    private final Set<String> names;

    RewriteMerges(MergePolicy usual, Set<String> names) {
        super(usual);
        this.names = names;
    }

    @Override
    public @Nullable MergeSpecification findForcedMerges(
            SegmentInfos infos, int most, Map<SegmentCommitInfo, Boolean> wanted, MergeContext context)
            throws IOException {
        MergeSpecification merges = new MergeSpecification();
        for (SegmentCommitInfo info : infos) {
            if (names.contains(info.info.name)
                    && wanted.containsKey(info)
                    && !context.getMergingSegments().contains(info)) {
                merges.add(new OneMerge(List.of(info)));
            }
        }
        return merges.merges.isEmpty() ? null : merges;
    }
}
