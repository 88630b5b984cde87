package org.apiaryfs.ui.monitoring.overview;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiaryfs.admin.OperationCounts;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.Icons;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.Navigation;
import org.apiaryfs.ui.PageAction;
import org.apiaryfs.ui.charts.ChartUnit;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;

/** A short list of those who do the most. UI thread only. */
final class BusiestCard {
    private static final int HEIGHT = 76; // pixels: three lines

    private final Card card;
    private final LiveTable<Load> table;

    /**
     * @param who title of the first column
     * @param reveal shows in the navigator what a line stands for
     */
    BusiestCard(Composite parent, String title, String who, Consumer<Subject> reveal) {
        card = new Card(parent, title);
        table = new LiveTable<>(card.area(), SWT.SINGLE, Load::key, List.of(
                Column.words(who, 90, Load::name).withImage(BusiestCard::icon),
                Column.numbers(Messages.columnOperations, 92, Load::operations, ChartUnit.OPERATIONS_PER_SECOND::text),
                Column.numbers(Messages.columnThroughput, 102, Load::bytes, ChartUnit.BYTES_PER_SECOND::text)));
        table.control().setHeaderVisible(false); // the units tell
        table.stretch(0);
        table.tips(BusiestCard::tip);
        table.onOpen(load -> load.subject().ifPresent(reveal));
        GridDataFactory.fillDefaults().grab(true, true).hint(1, HEIGHT).applyTo(table.control());
        table.menu(menu -> table.selected().stream().flatMap(load -> load.subject().stream()).findFirst()
                .ifPresent(subject -> menu.add(PageAction.of(Messages.reveal, () -> reveal.accept(subject)))));
    }

    Composite control() {
        return card.area();
    }

    /**
     * Shows these.
     *
     * @param loads empty while nobody has counted yet
     * @param stale whether nothing newer can be had at the moment
     * @param length of the while that the numbers are of, in words
     */
    void show(Optional<List<Load>> loads, boolean stale, String length) {
        table.show(loads.orElse(List.of()));
        card.hint(stale ? Messages.stale : loads.isEmpty() ? Messages.counting : loads.get().isEmpty() ? Messages.idle : length);
    }

    private static String tip(Load load) {
        return load.key().equals(OperationCounts.NO_USER) ? Messages.noUserTip : load.name();
    }

    private static Optional<Image> icon(Load load) {
        return load.subject().flatMap(subject -> subject instanceof Subject.Node(NodeType type, long _) ? Icons.of(Navigation.class, switch (type) {
            case META -> "icons/node-meta.svg";
            case STORAGE -> "icons/node-storage.svg";
            default -> "icons/node-client.svg";
        }) : Optional.empty());
    }
}
