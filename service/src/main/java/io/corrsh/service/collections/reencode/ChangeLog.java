package io.corrsh.service.collections.reencode;

import io.corrsh.index.Change;
import io.corrsh.index.Filter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which documents were changed while others copied them. Safe for use by several threads. */
final class ChangeLog {

    /** With more than this, all documents are looked at again. */
    private static final int MOST = 1_000_000;

    private Set<String> ids = new LinkedHashSet<>();
    private Set<Filter> filters = new LinkedHashSet<>();
    private boolean overflow;

    /**
     * What was changed.
     *
     * @param ids documents that were written or removed
     * @param filters what was removed besides
     * @param overflow whether there is more that was not recorded
     */
    record Changes(Set<String> ids, Set<Filter> filters, boolean overflow) {

        int size() {
            return ids.size() + filters.size();
        }
    }

    synchronized void add(List<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case Change.Put put -> ids.add(put.id());
                case Change.Delete delete -> ids.add(delete.id());
                case Change.DeleteMatching matching -> filters.add(matching.filter());
            }
        }
        if (ids.size() + filters.size() > MOST) {
            ids = new LinkedHashSet<>();
            filters = new LinkedHashSet<>();
            overflow = true;
        }
    }

    /** What was changed since this was called last. */
    synchronized Changes take() {
        Changes taken = new Changes(ids, filters, overflow);
        ids = new LinkedHashSet<>();
        filters = new LinkedHashSet<>();
        overflow = false;
        return taken;
    }

    synchronized int size() {
        return overflow ? Integer.MAX_VALUE : ids.size() + filters.size();
    }

    /** Parts of at most so many. */
    static List<List<String>> parts(Set<String> ids, int most) {
        List<String> all = new ArrayList<>(ids);
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            parts.add(all.subList(from, Math.min(all.size(), from + most)));
        }
        return parts;
    }
}
