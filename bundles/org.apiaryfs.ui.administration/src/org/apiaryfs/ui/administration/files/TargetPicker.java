package org.apiaryfs.ui.administration.files;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.Space;
import org.apiaryfs.admin.TargetSet;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.LiveTable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;

/** A table of storage targets; those that are selected are chosen. UI thread only. */
final class TargetPicker {
    private final ClusterSnapshot snapshot;
    private final LiveTable<ClusterTarget> table;

    /** @param changed is run whenever others are selected */
    TargetPicker(Composite parent, ClusterSnapshot snapshot, Runnable changed) {
        this.snapshot = snapshot;
        table = new LiveTable<>(parent, SWT.MULTI | SWT.BORDER, ClusterTarget::id, List.of(
                Column.numbers(Messages.Column_target, 80, ClusterTarget::id, id -> Integer.toString(id)),
                Column.words(Messages.Column_server, 170, target -> target.nodeAlias().orElse(Integer.toString(target.nodeId()))),
                Column.words(Messages.Column_pool, 150, target -> target.storagePool().map(id -> EntryText.pool(id, snapshot)).orElse("")),
                Column.numbers(Messages.Column_used, 100, TargetPicker::used, bytes -> bytes < 0 ? "" : Bytes.text(bytes))));
        table.show(snapshot.targets(NodeType.STORAGE));
        table.addSelectionChangedListener(event -> changed.run());
    }

    Table control() {
        return table.control();
    }

    void select(Collection<Integer> targets) {
        table.select(new HashSet<>(targets));
    }

    boolean empty() {
        return table.selected().isEmpty();
    }

    /** What is chosen, in words. */
    String text() {
        return table.selected().stream().map(target -> Integer.toString(target.id())).collect(Collectors.joining(", "));
    }

    /** @param mirrors whether files count that are mirrored there */
    TargetSet chosen(boolean mirrors) {
        return table.selected().stream().map(target -> TargetSet.of(snapshot, new TargetSet.Name.Target(target.id()), mirrors))
                .reduce(new TargetSet(Set.of(), Set.of()), TargetSet::and);
    }

    private static long used(ClusterTarget target) {
        return target.space() instanceof Space.Known room ? room.total() - room.free() : -1;
    }
}
