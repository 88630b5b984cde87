package org.apiaryfs.ui.monitoring.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IContributionManager;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IMemento;

/** Buttons, in a view's tool bar and menu, for the stretch of time that its charts show. UI thread only. */
public final class SpanActions {
    private static final String KEY = "timeSpan";

    private final ChartGroup charts;
    private final List<IAction> spans = new ArrayList<>();
    private final IAction custom = new Action(Messages.custom, IAction.AS_RADIO_BUTTON) { };

    private SpanActions(ChartGroup charts) {
        this.charts = charts;
        for (TimeSpan span : TimeSpan.values()) {
            var action = new Action(" " + span.title() + " ", IAction.AS_RADIO_BUTTON) {
                @Override
                public void run() {
                    if (isChecked() && !charts.span().equals(Optional.of(span))) { // the one that is left is run too
                        charts.choose(span);
                    }
                }
            };
            action.setToolTipText(span.tip());
            spans.add(action);
        }
        custom.setToolTipText(Messages.customTip);
        charts.listen(this::update);
        update();
    }

    /** Adds them to a view. */
    public static void contribute(IActionBars bars, ChartGroup charts) {
        var actions = new SpanActions(charts);
        actions.fill(bars.getToolBarManager());
        actions.fill(bars.getMenuManager());
        bars.updateActionBars();
    }

    /** What a view has shown when it was there last; ten minutes at first. */
    public static TimeSpan restored(IMemento memento) {
        return Optional.ofNullable(memento).map(state -> state.getString(KEY)).flatMap(TimeSpan::named).orElse(TimeSpan.TEN_MINUTES);
    }

    /** Remembers it for the next time. */
    public static void save(ChartGroup charts, IMemento memento) {
        memento.putString(KEY, charts.lastSpan().name());
    }

    private void fill(IContributionManager manager) {
        spans.forEach(manager::add);
        manager.add(custom);
    }

    private void update() {
        for (TimeSpan span : TimeSpan.values()) {
            spans.get(span.ordinal()).setChecked(charts.span().equals(Optional.of(span)));
        }
        custom.setChecked(charts.span().isEmpty());
        custom.setEnabled(charts.span().isEmpty()); // chosen by zooming in a chart
    }
}
