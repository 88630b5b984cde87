package org.apiaryfs.admin;

import java.util.List;

/**
 * A storage pool: targets and mirror groups that files may be bound to. Immutable.
 *
 * @param id 1 = the default pool
 * @param description its name, for people
 * @param targets storage targets, ascending
 * @param groups storage mirror groups, ascending
 */
public record TargetPool(int id, String description, List<Integer> targets, List<Integer> groups) {
    public TargetPool {
        targets = targets.stream().sorted().toList();
        groups = groups.stream().sorted().toList();
    }
}
