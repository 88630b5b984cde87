package org.apiaryfs.ui.administration.pools;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.administration.changes.Plan;
import org.apiaryfs.ui.administration.changes.PlanInput;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Asks for a target and the storage server that it is to be assigned to. UI thread only. */
public final class MapInput implements PlanInput {
    private static final int HIGHEST = 65_535; // a target's number has 16 bits

    private final List<ClusterNode> servers;
    private final List<TargetPool> pools;
    private String number;
    private int server;
    private int pool;

    /** @param target of the selection, if there is one */
    public MapInput(ClusterSnapshot cluster, Optional<Integer> target) {
        servers = cluster.nodes(NodeType.STORAGE);
        pools = cluster.pools();
        number = target.map(String::valueOf).orElse("");
        pool = target.map(id -> pool(cluster, id)).orElse(0);
    }

    /** The place of the pool that a target or its mirror group is in; else of the first. */
    private static int pool(ClusterSnapshot cluster, int target) {
        List<Integer> groups = cluster.groups().stream().filter(group -> group.kind() == NodeType.STORAGE && (group.primary() == target || group.secondary() == target))
                .map(MirrorGroup::id).toList();
        return IntStream.range(0, cluster.pools().size()).filter(place -> cluster.pools().get(place).targets().contains(target)
                || cluster.pools().get(place).groups().stream().anyMatch(groups::contains)).findFirst().orElse(0);
    }

    @Override
    public void createFields(Composite parent, Runnable changed) {
        new Label(parent, SWT.NONE).setText(Messages.input_target);
        var text = new Text(parent, SWT.BORDER | SWT.SINGLE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(text);
        text.setText(number);
        Combo serverChoice = combo(parent, Messages.input_server, servers.stream().map(node -> NLS.bind(Messages.input_numbered, node.alias(), node.id())).toList(), server);
        Combo poolChoice = combo(parent, Messages.input_poolOfNew,
                pools.stream().map(known -> NLS.bind(Messages.input_numbered, known.description(), known.id())).toList(), pool);
        text.addListener(SWT.Modify, event -> {
            number = text.getText().strip();
            changed.run();
        });
        serverChoice.addListener(SWT.Selection, event -> {
            server = serverChoice.getSelectionIndex();
            changed.run();
        });
        poolChoice.addListener(SWT.Selection, event -> {
            pool = poolChoice.getSelectionIndex();
            changed.run();
        });
        text.setFocus();
    }

    private static Combo combo(Composite parent, String name, List<String> choice, int first) {
        new Label(parent, SWT.NONE).setText(name);
        var combo = new Combo(parent, SWT.READ_ONLY);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
        choice.forEach(combo::add);
        combo.select(first);
        return combo;
    }

    @Override
    public Plan plan(ClusterSnapshot cluster) {
        if (servers.isEmpty()) {
            return Plan.impossible(Messages.map_what, Messages.map_noServer);
        }
        int target;
        try {
            target = Integer.parseInt(number);
        } catch (NumberFormatException e) {
            return Plan.incomplete(Messages.map_what, Messages.map_noNumber);
        }
        return target < 1 || target > HIGHEST ? Plan.incomplete(Messages.map_what, Messages.map_noNumber)
                : TargetPlans.map(cluster, target, (int) servers.get(server).id(), pools.isEmpty() ? 1 : pools.get(pool).id());
    }
}
