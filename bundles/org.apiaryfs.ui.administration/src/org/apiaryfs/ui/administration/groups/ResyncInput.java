package org.apiaryfs.ui.administration.groups;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.administration.changes.Plan;
import org.apiaryfs.ui.administration.changes.PlanInput;
import org.eclipse.swt.widgets.Composite;

/** Asks how much shall be copied within a group. UI thread only. */
public final class ResyncInput implements PlanInput {
    private static final List<Optional<Duration>> SPANS = List.of(Optional.empty(), Optional.of(Duration.ofHours(1)), Optional.of(Duration.ofDays(1)),
            Optional.of(Duration.ofDays(7)), Optional.of(Duration.ofDays(31)));

    private final GroupKey group;
    private Optional<Duration> span = Optional.empty();
    private boolean restart;

    public ResyncInput(GroupKey group) {
        this.group = group;
    }

    @Override
    public void createFields(Composite parent, Runnable changed) {
        if (group.kind() == NodeType.STORAGE) { // metadata is copied as a whole
            Fields.choice(parent, Messages.input_span, List.of(Messages.input_spanUsual, Messages.input_spanHour, Messages.input_spanDay, Messages.input_spanWeek,
                    Messages.input_spanMonth), 0, place -> {
                        span = SPANS.get(place);
                        changed.run();
                    }).setFocus();
        }
        Fields.tick(parent, Messages.input_restart, ticked -> {
            restart = ticked;
            changed.run();
        });
    }

    @Override
    public Plan plan(ClusterSnapshot cluster) {
        return GroupPlans.resync(cluster, group, span, restart);
    }
}
