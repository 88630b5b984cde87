package org.apiaryfs.ui.internal;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.Space;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.TargetStates;
import org.eclipse.osgi.util.NLS;

/** Makes the lines of the cluster view from a snapshot. Stateless. */
final class ClusterRows {
    private static final Comparator<ClusterRow> ORDER = Comparator.comparing(ClusterRow::kind).thenComparing(ClusterRow::id);

    private record Owner(NodeType type, long id) { }

    private ClusterRows() { }

    /** Nodes by type and ID; storage nodes with their targets beneath. A metadata node and its one target share a line. Very many clients are put into ranges. */
    static List<ClusterRow> of(ClusterSnapshot snapshot) {
        Map<Owner, List<ClusterTarget>> targets = snapshot.targets().stream()
                .collect(Collectors.groupingBy(target -> new Owner(target.kind(), target.nodeId())));
        List<ClusterRow> rows = Stream.concat(Stream.of(snapshot.management()), snapshot.nodes().stream())
                .flatMap(node -> kind(node.type()).map(kind -> node(node, kind, targets.getOrDefault(new Owner(node.type(), node.id()), List.of()))).stream())
                .sorted(ORDER)
                .toList();
        List<ClusterRow> clients = rows.stream().filter(row -> row.kind() == ClusterRow.Kind.CLIENT).toList();
        return clients.size() <= NavigatorItems.RANGE ? rows
                : Stream.concat(rows.stream().filter(row -> row.kind() != ClusterRow.Kind.CLIENT), inRanges(clients)).toList();
    }

    private static Stream<ClusterRow> inRanges(List<ClusterRow> clients) {
        return IntStream.range(0, (clients.size() + NavigatorItems.RANGE - 1) / NavigatorItems.RANGE).mapToObj(i -> {
            List<ClusterRow> lines = clients.subList(i * NavigatorItems.RANGE, Math.min(clients.size(), (i + 1) * NavigatorItems.RANGE));
            String name = NLS.bind(Messages.Navigator_range, lines.getFirst().text(ClusterColumn.NAME), lines.getLast().text(ClusterColumn.NAME));
            return new ClusterRow(ClusterRow.Kind.CLIENT, -1 - i, Map.of(ClusterColumn.NAME, name, ClusterColumn.TYPE, ClusterRow.Kind.CLIENT.title()),
                    Concern.NONE, lines);
        });
    }

    private static ClusterRow node(ClusterNode node, ClusterRow.Kind kind, List<ClusterTarget> targets) {
        boolean isTarget = kind == ClusterRow.Kind.META && targets.size() == 1;
        var texts = new EnumMap<ClusterColumn, String>(ClusterColumn.class);
        if (isTarget) {
            texts.putAll(state(targets.getFirst()));
        }
        texts.put(ClusterColumn.NAME, node.alias());
        texts.put(ClusterColumn.NUMERIC_ID, Long.toString(node.id()));
        texts.put(ClusterColumn.TYPE, kind.title());
        int port = node.tcpPort() != 0 ? node.tcpPort() : node.udpPort();
        node.interfaces().stream().findFirst().ifPresent(first ->
                texts.put(ClusterColumn.ADDRESS, first.address().getHostAddress() + ":" + port));
        return isTarget
                ? new ClusterRow(kind, node.id(), texts, TargetStates.concern(targets.getFirst()), List.of())
                : new ClusterRow(kind, node.id(), texts, Concern.NONE, targets.stream().map(ClusterRows::target).sorted(ORDER).toList());
    }

    private static ClusterRow target(ClusterTarget target) {
        Map<ClusterColumn, String> texts = state(target);
        texts.put(ClusterColumn.NAME, NLS.bind(Messages.Target_name, target.id()));
        texts.put(ClusterColumn.NUMERIC_ID, Integer.toString(target.id()));
        texts.put(ClusterColumn.TYPE, ClusterRow.Kind.TARGET.title());
        return new ClusterRow(ClusterRow.Kind.TARGET, target.id(), texts, TargetStates.concern(target), List.of());
    }

    private static Map<ClusterColumn, String> state(ClusterTarget target) {
        var texts = new EnumMap<ClusterColumn, String>(ClusterColumn.class);
        target.reachability().ifPresent(value -> texts.put(ClusterColumn.REACHABILITY, TargetStates.text(value)));
        target.consistency().ifPresent(value -> texts.put(ClusterColumn.CONSISTENCY, TargetStates.text(value)));
        if (target.space() instanceof Space.Known space) {
            texts.put(ClusterColumn.FREE, Bytes.text(space.free()));
            texts.put(ClusterColumn.TOTAL, Bytes.text(space.total()));
        }
        return texts;
    }

    private static Optional<ClusterRow.Kind> kind(NodeType type) {
        return switch (type) {
            case MGMT -> Optional.of(ClusterRow.Kind.MANAGEMENT);
            case META -> Optional.of(ClusterRow.Kind.META);
            case STORAGE -> Optional.of(ClusterRow.Kind.STORAGE);
            case CLIENT -> Optional.of(ClusterRow.Kind.CLIENT);
            case INVALID, HELPER -> Optional.empty();
        };
    }
}
