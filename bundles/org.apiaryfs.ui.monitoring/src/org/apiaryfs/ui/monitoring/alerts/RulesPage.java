package org.apiaryfs.ui.monitoring.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.alerts.AlertRule;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.Words;
import org.apiaryfs.ui.monitoring.problems.Moments;
import org.apiaryfs.ui.monitoring.problems.Severities;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;

/** A list of rules that can be added, changed and removed. UI thread only. */
final class RulesPage {
    private final Runnable changed;
    private final LiveTable<AlertRule> table;
    private final List<AlertRule> rules;
    private final Button edit;
    private final Button remove;

    RulesPage(Composite form, List<AlertRule> rules, Runnable changed) {
        this.changed = changed;
        this.rules = new ArrayList<>(rules);
        var explanation = new Label(form, SWT.WRAP);
        explanation.setText(Messages.rulesExplained);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).hint(400, SWT.DEFAULT).applyTo(explanation);
        table = new LiveTable<>(form, SWT.SINGLE | SWT.BORDER, AlertRule::name, List.of(
                Column.words(Messages.ruleName, 120, AlertRule::name),
                Column.words(Messages.ruleWhat, 150, RulesPage::what),
                Column.words(Messages.ruleWhen, 120, RulesPage::when),
                Column.words(Messages.ruleTo, 110, RulesPage::to)));
        table.stretch(0);
        table.onOpen(rule -> change(Optional.of(rule)));
        table.control().addListener(SWT.KeyDown, this::key);
        GridDataFactory.fillDefaults().grab(true, true).hint(1, 120).applyTo(table.control());
        var buttons = new Composite(form, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(buttons);
        GridDataFactory.fillDefaults().applyTo(buttons);
        button(buttons, Messages.ruleAdd, () -> change(Optional.empty()));
        edit = button(buttons, Messages.ruleEdit, () -> change(table.selected().stream().findFirst()));
        remove = button(buttons, Messages.ruleRemove, this::remove);
        table.addSelectionChangedListener(event -> enable());
        table.show(this.rules);
        if (!rules.isEmpty()) {
            table.select(Set.of(rules.getFirst().name()));
        }
        enable();
    }

    List<AlertRule> entered() {
        return List.copyOf(rules);
    }

    private static Button button(Composite parent, String text, Runnable pressed) {
        var button = new Button(parent, SWT.PUSH);
        button.setText(text);
        button.addListener(SWT.Selection, event -> pressed.run());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(button);
        return button;
    }

    private void key(Event event) {
        if (event.keyCode == SWT.DEL) {
            remove();
        }
    }

    private void change(Optional<AlertRule> before) {
        Set<String> others = rules.stream().filter(rule -> before.filter(rule::equals).isEmpty()).map(AlertRule::name).collect(Collectors.toSet());
        new RuleDialog(table.control().getShell(), before, others).ask().ifPresent(rule -> {
            before.ifPresentOrElse(old -> rules.set(rules.indexOf(old), rule), () -> rules.add(rule));
            table.show(rules);
            table.select(Set.of(rule.name()));
            changed.run();
        });
    }

    private void remove() {
        rules.removeAll(table.selected());
        table.show(rules);
        enable();
        changed.run();
    }

    private void enable() {
        boolean selected = !table.selected().isEmpty();
        edit.setEnabled(selected);
        remove.setEnabled(selected);
    }

    private static String what(AlertRule rule) {
        String least = rule.least() == Severity.ERROR ? Messages.onlyErrors : NLS.bind(Messages.andWorse, Severities.text(rule.least()));
        boolean all = rule.subjects().isEmpty() || rule.subjects().size() == Subject.Kind.values().length;
        return all ? least : NLS.bind(Messages.aboutSome, least, rule.subjects().stream().sorted().map(RuleDialog::text).collect(Words.listed()));
    }

    private static String when(AlertRule rule) {
        return Stream.of(
                rule.minimumDown().isZero() ? Messages.atOnce : NLS.bind(Messages.afterMinutes, rule.minimumDown().toMinutes()),
                rule.resend().map(Duration::toHours).map(hours -> NLS.bind(Messages.everyHours, hours)).orElse(""),
                rule.mutedUntil().filter(until -> until.isAfter(Instant.now())).map(until -> NLS.bind(Messages.quietUntil, Moments.text(until))).orElse(""))
                .filter(part -> !part.isEmpty()).collect(Words.listed());
    }

    private static String to(AlertRule rule) {
        return rule.senders().stream().sorted().map(sender -> sender.equals(AlertSettings.MAIL) ? Messages.mail : Messages.webhook)
                .collect(Words.listed());
    }
}
