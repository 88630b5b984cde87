package org.apiaryfs.ui.monitoring.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.alerts.AlertRule;
import org.apiaryfs.ui.monitoring.problems.Moments;
import org.apiaryfs.ui.monitoring.problems.Severities;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;

/** Asks for one rule. UI thread only. */
final class RuleDialog extends TitleAreaDialog {
    private static final Duration[] QUIET = {Duration.ZERO, Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7)};
    private static final int DAY = 24 * 60; // minutes
    private static final int WEEK = 7 * 24; // hours

    private final Optional<AlertRule> before;
    private final Set<String> otherNames;
    private final Map<Subject.Kind, Button> subjects = new EnumMap<>(Subject.Kind.class);
    private Text name;
    private Combo least;
    private Spinner minutes;
    private Spinner hours;
    private Combo quiet;
    private Button mail;
    private Button webhook;
    private Optional<AlertRule> result = Optional.empty();

    /** @param otherNames that are taken */
    RuleDialog(Shell parent, Optional<AlertRule> before, Set<String> otherNames) {
        super(parent);
        this.before = before;
        this.otherNames = otherNames;
        setHelpAvailable(false);
    }

    /** Shows the dialog; returns what was entered, or empty if it was cancelled. */
    Optional<AlertRule> ask() {
        return open() == OK ? result : Optional.empty();
    }

    /** Such as "Servers". */
    static String text(Subject.Kind kind) {
        return switch (kind) {
            case CLUSTER -> Messages.kindCluster;
            case NODE -> Messages.kindNode;
            case TARGET -> Messages.kindTarget;
            case GROUP -> Messages.kindGroup;
            case POOL -> Messages.kindPool;
            case MONITORING -> Messages.kindMonitoring;
        };
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.ruleTitle);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(before.map(AlertRule::name).orElse(Messages.ruleNew));
        setMessage(Messages.ruleExplained);
        Composite form = Fields.form((Composite) super.createDialogArea(parent));
        GridDataFactory.fillDefaults().grab(true, true).applyTo(form);
        var fields = new Fields(form, this::validate);
        name = fields.text(Messages.ruleNameField, before.map(AlertRule::name).orElse(""), SWT.NONE);
        least = fields.combo(Messages.ruleLeast, before.map(AlertRule::least).orElse(Severity.WARNING).ordinal(),
                Stream.of(Severity.values()).map(Severities::text).toArray(String[]::new));
        fields.label(Messages.ruleAbout);
        Composite kinds = row(form, 3);
        Set<Subject.Kind> wanted = before.map(AlertRule::subjects).filter(some -> !some.isEmpty()).orElse(Set.of(Subject.Kind.values()));
        for (Subject.Kind kind : Subject.Kind.values()) {
            subjects.put(kind, check(kinds, text(kind), wanted.contains(kind)));
        }
        minutes = fields.number(Messages.ruleMinutes, (int) before.map(AlertRule::minimumDown).orElse(Duration.ofMinutes(1)).toMinutes(), 0, DAY);
        hours = fields.number(Messages.ruleHours, before.flatMap(AlertRule::resend).map(Duration::toHours).orElse(0L).intValue(), 0, WEEK);
        hours.setToolTipText(Messages.ruleHoursTip);
        quiet = fields.combo(Messages.ruleQuiet, 0, Messages.quietNot, Messages.quietHour, Messages.quietDay, Messages.quietWeek);
        muted().ifPresent(until -> {
            quiet.add(NLS.bind(Messages.quietUntilChoice, Moments.text(until)));
            quiet.select(QUIET.length);
        });
        fields.label(Messages.ruleSenders);
        Composite senders = row(form, 2);
        Set<String> told = before.map(AlertRule::senders).orElse(Set.of(AlertSettings.MAIL, AlertSettings.WEBHOOK));
        mail = check(senders, Messages.mail, told.contains(AlertSettings.MAIL));
        webhook = check(senders, Messages.webhook, told.contains(AlertSettings.WEBHOOK));
        return form;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        createButton(parent, IDialogConstants.OK_ID, IDialogConstants.OK_LABEL, true);
        validate();
        name.setFocus();
    }

    private static Composite row(Composite form, int columns) {
        var row = new Composite(form, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(columns).spacing(14, 4).applyTo(row);
        return row;
    }

    private Button check(Composite parent, String text, boolean value) {
        var check = new Button(parent, SWT.CHECK);
        check.setText(text);
        check.setSelection(value);
        check.addListener(SWT.Selection, event -> validate());
        return check;
    }

    private Optional<Instant> muted() {
        return before.flatMap(AlertRule::mutedUntil).filter(Instant.now()::isBefore);
    }

    private void validate() {
        Button ok = getButton(IDialogConstants.OK_ID);
        if (ok == null) {
            return; // the fields are filled before there are buttons
        }
        String trouble = name.getText().isBlank() ? Messages.ruleNeedsName
                : otherNames.contains(name.getText().strip()) ? Messages.ruleNameTaken
                : subjects.values().stream().noneMatch(Button::getSelection) ? Messages.ruleNeedsSubject
                : !mail.getSelection() && !webhook.getSelection() ? Messages.ruleNeedsSender : null;
        setErrorMessage(trouble);
        ok.setEnabled(trouble == null);
        result = trouble == null ? Optional.of(entered()) : Optional.empty();
    }

    private AlertRule entered() {
        Set<Subject.Kind> kinds = subjects.entrySet().stream().filter(entry -> entry.getValue().getSelection()).map(Map.Entry::getKey).collect(Collectors.toSet());
        var senders = new HashSet<String>();
        if (mail.getSelection()) {
            senders.add(AlertSettings.MAIL);
        }
        if (webhook.getSelection()) {
            senders.add(AlertSettings.WEBHOOK);
        }
        int silence = quiet.getSelectionIndex();
        Optional<Instant> until = silence == QUIET.length ? muted() : Optional.of(QUIET[silence]).filter(Duration::isPositive).map(Instant.now()::plus);
        return new AlertRule(name.getText().strip(), Severity.values()[least.getSelectionIndex()], kinds.size() == Subject.Kind.values().length ? Set.of() : kinds,
                Duration.ofMinutes(minutes.getSelection()), Optional.of(Duration.ofHours(hours.getSelection())).filter(Duration::isPositive), until, senders);
    }
}
