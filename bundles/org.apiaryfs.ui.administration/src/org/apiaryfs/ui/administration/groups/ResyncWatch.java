package org.apiaryfs.ui.administration.groups;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.ResyncJob;
import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.ui.ClusterSession;
import org.eclipse.swt.widgets.Control;

/** Asks again and again how copying within mirror groups goes, as long as a control can be seen. UI thread only. */
final class ResyncWatch {
    private static final int PAUSE = 2000; // milliseconds

    private final Control control;
    private final Supplier<Set<GroupKey>> wanted;
    private final Runnable news;
    private final Map<GroupKey, ResyncAnswer> answers = new HashMap<>();
    private final Set<GroupKey> asked = new HashSet<>();
    private Optional<ClusterSession> session = Optional.empty();

    /**
     * Begins to watch; ends with the control.
     *
     * @param wanted groups to ask for at the moment
     * @param news is run after each new answer
     */
    ResyncWatch(Control control, Supplier<Set<GroupKey>> wanted, Runnable news) {
        this.control = control;
        this.wanted = wanted;
        this.news = news;
        tick();
    }

    /** Asks in another cluster from now on, or in none. */
    void watch(Optional<ClusterSession> next) {
        session = next;
        answers.clear();
        asked.clear();
    }

    /** What is known; groups that weren't asked for are missing. */
    Map<GroupKey, ResyncAnswer> answers() {
        return Map.copyOf(answers);
    }

    /** Asks now. */
    void look() {
        if (!control.isDisposed() && control.isVisible()) {
            session.ifPresent(current -> wanted.get().stream().filter(asked::add).forEach(group -> ask(current, group)));
        }
    }

    private void tick() {
        if (!control.isDisposed()) {
            look();
            control.getDisplay().timerExec(PAUSE, this::tick);
        }
    }

    private void ask(ClusterSession current, GroupKey group) {
        var display = control.getDisplay();
        current.connection().mirrorGroups().resync(group.kind(), group.id(), false).whenComplete((job, failure) -> {
            if (!display.isDisposed()) {
                display.asyncExec(() -> answered(current, group, job, failure));
            }
        });
    }

    private void answered(ClusterSession from, GroupKey group, ResyncJob job, Throwable failure) {
        if (control.isDisposed() || !session.equals(Optional.of(from))) {
            return; // an answer of another cluster
        }
        asked.remove(group);
        answers.put(group, failure == null ? new ResyncAnswer.Told(job) : new ResyncAnswer.Silent(AdminException.problemOf(failure)));
        news.run();
    }
}
