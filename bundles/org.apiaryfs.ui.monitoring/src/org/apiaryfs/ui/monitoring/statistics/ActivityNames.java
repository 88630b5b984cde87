package org.apiaryfs.ui.monitoring.statistics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.OperationCounts;
import org.eclipse.osgi.util.NLS;

/** What clients and users are called: by the cluster's list of nodes, and by this computer's name service. UI thread only. */
final class ActivityNames {
    private static final int MOST = 2; // names of nodes that share an address

    private final Executor ui;
    private final UserNames users = new UserNames();
    private Map<String, String> nodes = Map.of();

    /** @param ui runs what it is given on the UI thread, later */
    ActivityNames(Executor ui) {
        this.ui = ui;
    }

    /** Takes over which nodes there are. */
    void show(ClusterSnapshot snapshot) {
        Map<String, List<String>> byAddress = Stream.concat(Stream.of(snapshot.management()), snapshot.nodes().stream())
                .flatMap(node -> node.interfaces().stream().map(one -> Map.entry(one.address().getHostAddress(), node.shortName())))
                .distinct().collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        nodes = byAddress.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> joined(entry.getValue())));
    }

    private static String joined(List<String> names) {
        String some = String.join(", ", names.subList(0, Math.min(MOST, names.size())));
        return names.size() > MOST ? some + ", …" : some;
    }

    /** A client by the ID that it is counted by. */
    String client(int id) {
        String address = OperationCounts.address(id);
        return nodes.containsKey(address) ? NLS.bind(Messages.named, address, nodes.get(address)) : address;
    }

    /** A user by the ID that it is counted by. */
    String user(int id) {
        return users.of(id);
    }

    /** Asks for the names of users that were never asked for. The action is run when there are any. */
    void learnUsers(Set<Integer> ids, Runnable learned) {
        users.learn(ids, () -> ui.execute(learned));
    }
}
