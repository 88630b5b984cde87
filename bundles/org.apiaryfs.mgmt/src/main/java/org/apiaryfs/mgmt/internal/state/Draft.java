package org.apiaryfs.mgmt.internal.state;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of work on the state that takes effect as a whole or not at all: what the rules decide is
 * collected here and seen by their next steps. Not thread-safe, used once.
 */
public final class Draft {
    private final List<Change> changes = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private ClusterState state;
    private boolean review;

    public Draft(ClusterState start) {
        this.state = start;
    }

    /** The state with the steps so far. */
    public ClusterState state() {
        return state;
    }

    public Registry registry() {
        return state.registry();
    }

    public void change(Change change) {
        state = state.apply(change);
        changes.add(change);
    }

    /** Has others told once the steps are on disk. The same thing is told once. */
    public void tell(Notice notice) {
        if (!notices.contains(notice)) {
            notices.add(notice);
        }
    }

    /** Has states and capacity pools reviewed soon. */
    public void review() {
        review = true;
    }

    public List<Change> changes() {
        return changes;
    }

    /** Those of the steps that have to be on disk. */
    public List<Change.Durable> durable() {
        return changes.stream().filter(Change.Durable.class::isInstance).map(Change.Durable.class::cast).toList();
    }

    public List<Notice> notices() {
        return notices;
    }

    public boolean reviewWanted() {
        return review;
    }
}
