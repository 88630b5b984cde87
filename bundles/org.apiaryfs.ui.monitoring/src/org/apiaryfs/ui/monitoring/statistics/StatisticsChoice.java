package org.apiaryfs.ui.monitoring.statistics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.monitor.ActivityQuery;
import org.apiaryfs.protocol.model.NodeType;
import org.eclipse.ui.IMemento;

/** What the user wants to see in the view, from run to run. UI thread only. */
final class StatisticsChoice {
    private static final String SERVERS = "servers";
    private static final String BY_USER = "byUser";
    private static final String TOTALS = "totals";
    private static final String COLUMNS = "columns."; // and the kind of servers

    private final Map<NodeType, ShownColumns> columns = new EnumMap<>(NodeType.class);
    private ActivityQuery query;
    private boolean totals;

    /** @param saved by an earlier run; null if there was none */
    StatisticsChoice(IMemento saved) {
        Optional<IMemento> state = Optional.ofNullable(saved);
        query = new ActivityQuery(state.map(some -> some.getString(SERVERS)).filter(NodeType.STORAGE.name()::equals).isPresent()
                ? NodeType.STORAGE : NodeType.META, state.map(some -> some.getBoolean(BY_USER)).orElse(false));
        totals = state.map(some -> some.getBoolean(TOTALS)).orElse(false);
        for (NodeType servers : List.of(NodeType.META, NodeType.STORAGE)) {
            columns.put(servers, new ShownColumns(state.map(some -> some.getString(COLUMNS + servers)).orElse("")));
        }
    }

    void save(IMemento memento) {
        memento.putString(SERVERS, query.servers().name());
        memento.putBoolean(BY_USER, query.byUser());
        memento.putBoolean(TOTALS, totals);
        columns.forEach((servers, some) -> memento.putString(COLUMNS + servers, some.toString()));
    }

    ActivityQuery query() {
        return query;
    }

    void ask(ActivityQuery next) {
        query = next;
    }

    /** Whether counts since the servers have started are shown, else rates. */
    boolean totals() {
        return totals;
    }

    void showTotals(boolean wanted) {
        totals = wanted;
    }

    ShownColumns columns(NodeType servers) {
        return columns.get(servers);
    }
}
