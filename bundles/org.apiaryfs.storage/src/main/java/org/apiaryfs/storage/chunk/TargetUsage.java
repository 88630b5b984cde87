package org.apiaryfs.storage.chunk;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who has how much on a target. Immutable.
 *
 * @param users usage by user ID, in unsigned order; nobody who has nothing
 * @param groups usage by group ID, likewise
 * @param exact false as long as chunks are still being counted
 */
public record TargetUsage(SortedMap<Integer, Usage> users, SortedMap<Integer, Usage> groups, boolean exact) {
    public TargetUsage {
        users = sorted(users);
        groups = sorted(groups);
    }

    private static SortedMap<Integer, Usage> sorted(Map<Integer, Usage> from) {
        SortedMap<Integer, Usage> to = new TreeMap<>(Integer::compareUnsigned);
        from.forEach((id, usage) -> {
            // Below nothing: only while chunks are being counted that were there before.
            Usage shown = new Usage(Math.max(0, usage.bytes()), Math.max(0, usage.inodes()));
            if (!shown.equals(Usage.NONE)) {
                to.put(id, shown);
            }
        });
        return Collections.unmodifiableSortedMap(to);
    }

    /** Nobody has anything. */
    public static TargetUsage nothing() {
        return new TargetUsage(new TreeMap<>(), new TreeMap<>(), true);
    }

    /** The same figures, to be taken for a guess. */
    public TargetUsage asGuess() {
        return new TargetUsage(users, groups, false);
    }
}
