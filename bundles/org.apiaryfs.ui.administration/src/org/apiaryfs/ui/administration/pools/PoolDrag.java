package org.apiaryfs.ui.administration.pools;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.apiaryfs.admin.PoolMember;
import org.apiaryfs.ui.LiveTable;
import org.eclipse.jface.util.LocalSelectionTransfer;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DragSource;
import org.eclipse.swt.dnd.DragSourceAdapter;
import org.eclipse.swt.dnd.DragSourceEvent;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.DropTargetAdapter;
import org.eclipse.swt.dnd.DropTargetEvent;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** Drags targets and mirror groups of the table onto the lines of other pools. UI thread only. */
final class PoolDrag {
    private final LiveTable<PoolRow> table;
    private final BiPredicate<List<PoolMember>, Integer> movable;
    private final BiConsumer<List<PoolMember>, Integer> move;

    private PoolDrag(LiveTable<PoolRow> table, BiPredicate<List<PoolMember>, Integer> movable, BiConsumer<List<PoolMember>, Integer> move) {
        this.table = table;
        this.movable = movable;
        this.move = move;
    }

    /**
     * Lets the user drag what is selected.
     *
     * @param movable whether anything would move to this pool
     * @param move is told of a drop, after it has ended
     */
    static void enable(LiveTable<PoolRow> table, BiPredicate<List<PoolMember>, Integer> movable, BiConsumer<List<PoolMember>, Integer> move) {
        var drag = new PoolDrag(table, movable, move);
        var source = new DragSource(table.control(), DND.DROP_MOVE);
        source.setTransfer(LocalSelectionTransfer.getTransfer());
        source.addDragListener(drag.new Source());
        var target = new DropTarget(table.control(), DND.DROP_MOVE | DND.DROP_DEFAULT);
        target.setTransfer(new Transfer[] {LocalSelectionTransfer.getTransfer()});
        target.addDropListener(drag.new Target());
    }

    /** Targets and groups among lines. */
    static List<PoolMember> members(Collection<PoolRow> rows) {
        return rows.stream().flatMap(row -> Optional.ofNullable(switch (row.key().kind()) {
            case TARGET -> PoolMember.target(row.key().id());
            case GROUP -> PoolMember.group(row.key().id());
            case POOL -> null;
        }).stream()).toList();
    }

    private final class Source extends DragSourceAdapter {
        @Override
        public void dragStart(DragSourceEvent event) {
            event.doit = !members(table.selected()).isEmpty();
            LocalSelectionTransfer.getTransfer().setSelection(table.getSelection());
        }

        @Override
        public void dragFinished(DragSourceEvent event) {
            LocalSelectionTransfer.getTransfer().setSelection(null);
        }
    }

    private final class Target extends DropTargetAdapter {
        @Override
        public void dragEnter(DropTargetEvent event) {
            look(event);
        }

        @Override
        public void dragOver(DropTargetEvent event) {
            look(event);
        }

        @Override
        public void dragOperationChanged(DropTargetEvent event) {
            look(event);
        }

        private void look(DropTargetEvent event) {
            event.feedback = DND.FEEDBACK_SELECT | DND.FEEDBACK_SCROLL;
            event.detail = pool(event).isPresent() ? DND.DROP_MOVE : DND.DROP_NONE;
        }

        @Override
        public void drop(DropTargetEvent event) {
            List<PoolMember> members = members(table.selected());
            pool(event).ifPresent(pool -> table.control().getDisplay().asyncExec(() -> move.accept(members, pool)));
        }

        /** The pool that the mouse is over, if anything would move there. */
        private Optional<Integer> pool(DropTargetEvent event) {
            Table control = table.control();
            int index = event.item instanceof TableItem item ? control.indexOf(item) : -1;
            List<PoolRow> rows = table.rows();
            return index < 0 || index >= rows.size() ? Optional.empty()
                    : Optional.of(rows.get(index).pool()).filter(pool -> movable.test(members(table.selected()), pool));
        }
    }
}
