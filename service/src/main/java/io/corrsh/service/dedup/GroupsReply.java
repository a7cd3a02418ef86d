package io.corrsh.service.dedup;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.corrsh.index.DuplicateGroup;
import io.corrsh.index.NearDuplicates;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Some of a job's groups, the largest first.
 *
 * @param maxDistance the distance of their pairs at most
 * @param total how many groups there are
 * @param offset how many come before these
 * @param groups the groups
 */
record GroupsReply(@JsonProperty("max_distance") int maxDistance, long total, int offset, List<Group> groups) {

    /** So many members of a group are told; an export tells all. */
    private static final int MEMBERS = 100;

    /**
     * Documents that are near duplicates of each other, directly or through others.
     *
     * @param representative the one nearest to the majority of their codes
     * @param size how many there are
     * @param members their ids, the representative's first, 100 at most
     */
    record Group(String representative, int size, List<String> members) {

        static Group of(DuplicateGroup group) {
            List<String> members = new ArrayList<>();
            Iterator<String> ids = group.members().iterator();
            while (ids.hasNext() && members.size() < MEMBERS) {
                members.add(ids.next());
            }
            return new Group(group.representative(), group.size(), members);
        }
    }

    static GroupsReply of(NearDuplicates found, int distance, int offset, int limit) {
        List<Group> groups = new ArrayList<>();
        long[] total = new long[1];
        found.forEachGroup(distance, group -> {
            if (total[0] >= offset && groups.size() < limit) {
                groups.add(Group.of(group));
            }
            total[0]++;
        });
        return new GroupsReply(distance, total[0], offset, groups);
    }
}
