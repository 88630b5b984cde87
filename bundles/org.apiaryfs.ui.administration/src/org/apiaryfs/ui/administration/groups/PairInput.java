package org.apiaryfs.ui.administration.groups;

import java.util.List;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.administration.changes.Names;
import org.apiaryfs.ui.administration.changes.Plan;
import org.apiaryfs.ui.administration.changes.PlanInput;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;

/** Asks for the two members of a mirror group. UI thread only. */
final class PairInput implements PlanInput {
    private final ClusterSnapshot cluster;
    private NodeType kind = NodeType.STORAGE;
    private List<ClusterTarget> candidates;
    private int primary;
    private int secondary = 1;

    /** @param cluster whose targets and metadata servers can be chosen, if they are in no group */
    PairInput(ClusterSnapshot cluster) {
        this.cluster = cluster;
        candidates = candidates();
    }

    private List<ClusterTarget> candidates() {
        return cluster.targets(kind).stream().filter(target -> cluster.groups().stream()
                .noneMatch(group -> group.kind() == kind && (group.primary() == target.id() || group.secondary() == target.id()))).toList();
    }

    @Override
    public void createFields(Composite parent, Runnable changed) {
        Combo kinds = Fields.choice(parent, Messages.input_kind, List.of(Messages.input_storage, Messages.input_meta), 0, place -> { });
        Combo first = Fields.choice(parent, Messages.input_primary, names(), primary, place -> {
            primary = place;
            changed.run();
        });
        Combo second = Fields.choice(parent, Messages.input_secondary, names(), secondary, place -> {
            secondary = place;
            changed.run();
        });
        kinds.addListener(SWT.Selection, event -> {
            kind = kinds.getSelectionIndex() == 0 ? NodeType.STORAGE : NodeType.META;
            candidates = candidates();
            primary = 0;
            secondary = 1;
            fill(first, primary);
            fill(second, secondary);
            changed.run();
        });
        first.setFocus();
    }

    private void fill(Combo combo, int chosen) {
        combo.setItems(names().toArray(String[]::new));
        combo.select(chosen);
    }

    private List<String> names() {
        return candidates.stream().map(target -> Names.target(cluster, kind, target.id())).toList();
    }

    @Override
    public Plan plan(ClusterSnapshot now) {
        return candidates.size() < 2
                ? Plan.impossible(Messages.add_what, kind == NodeType.META ? Messages.auto_nothingMeta : Messages.auto_nothingStorage)
                : GroupPlans.add(now, kind, candidates.get(primary).id(), candidates.get(secondary).id());
    }
}
