package org.apiaryfs.ui.monitoring.alerts;

import java.util.Optional;
import java.util.function.Supplier;
import org.apiaryfs.monitor.alerts.AlertSender;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.swt.widgets.Text;

/** Asks who is to be told of a cluster's problems, and how. UI thread only. */
final class AlertsDialog extends TitleAreaDialog {
    private static final Point LEAST = new Point(640, 560); // pixels

    private final String cluster;
    private final AlertSettings before;
    private MailPage mail;
    private Button webhookUsed;
    private Text webhook;
    private RulesPage rules;
    private Button mailTest;
    private Button webhookTest;
    private Optional<Job> test = Optional.empty();
    private Optional<AlertSettings> result = Optional.empty();

    /** @param cluster its name, for people */
    AlertsDialog(Shell parent, String cluster, AlertSettings before) {
        super(parent);
        this.cluster = cluster;
        this.before = before;
        setHelpAvailable(false);
    }

    /** Shows the dialog; returns what was entered, or empty if it was cancelled. */
    Optional<AlertSettings> ask() {
        return open() == OK ? result : Optional.empty();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.title);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected Point getInitialSize() {
        Point size = super.getInitialSize();
        return new Point(Math.max(size.x, LEAST.x), Math.max(size.y, LEAST.y));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(NLS.bind(Messages.heading, cluster));
        setMessage(Messages.explained);
        var folder = new TabFolder((Composite) super.createDialogArea(parent), SWT.TOP);
        GridDataFactory.fillDefaults().grab(true, true).indent(0, 6).applyTo(folder);
        Composite mailForm = page(folder, Messages.mailTab);
        mail = new MailPage(mailForm, before.mail(), this::validate);
        mailTest = testButton(mailForm, () -> mail.sender(), Messages.mailTested);
        Composite webhookForm = page(folder, Messages.webhook);
        createWebhookPage(webhookForm);
        webhookTest = testButton(webhookForm, () -> enteredWebhook().sender(), Messages.webhookTested);
        rules = new RulesPage(page(folder, Messages.rules), before.rules(), this::validate);
        return folder;
    }

    private static Composite page(TabFolder folder, String title) {
        var item = new TabItem(folder, SWT.NONE);
        item.setText(title);
        Composite form = Fields.form(folder);
        item.setControl(form);
        return form;
    }

    private void createWebhookPage(Composite form) {
        var fields = new Fields(form, this::validate);
        webhookUsed = fields.check(Messages.webhookUsed, before.webhook().used());
        webhook = fields.text(Messages.webhookAddress, before.webhook().address(), SWT.NONE);
        webhook.setMessage("https://");
        var explanation = new Label(form, SWT.WRAP);
        explanation.setText(Messages.webhookExplained);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).indent(0, 6).hint(400, SWT.DEFAULT).applyTo(explanation);
    }

    private Button testButton(Composite form, Supplier<AlertSender> sender, String success) {
        var button = new Button(form, SWT.PUSH);
        button.setText(Messages.test);
        button.setToolTipText(Messages.testTip);
        int width = button.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + 2 * IDialogConstants.BUTTON_MARGIN;
        GridDataFactory.swtDefaults().span(2, 1).indent(0, 10).hint(width, SWT.DEFAULT).applyTo(button);
        button.addListener(SWT.Selection, event -> {
            mailTest.setEnabled(false);
            webhookTest.setEnabled(false);
            setMessage(Messages.testing, IMessageProvider.NONE);
            test = Optional.of(TestAlert.of(sender.get(), cluster).start(
                    done -> tested(() -> setMessage(success, IMessageProvider.INFORMATION)),
                    problem -> tested(() -> setErrorMessage(problem.sentence()))));
        });
        return button;
    }

    private void tested(Runnable tell) {
        if (getShell() != null && !getShell().isDisposed()) {
            test = Optional.empty();
            validate();
            tell.run();
        }
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        createButton(parent, IDialogConstants.OK_ID, Messages.save, true);
        validate();
    }

    @Override
    public boolean close() {
        test.ifPresent(Job::cancel);
        return super.close();
    }

    private AlertSettings.Webhook enteredWebhook() {
        return new AlertSettings.Webhook(webhookUsed.getSelection(), webhook.getText());
    }

    private void validate() {
        Button ok = getButton(IDialogConstants.OK_ID);
        if (ok == null) {
            return; // the fields are filled before there are buttons
        }
        webhook.setEnabled(webhookUsed.getSelection());
        mailTest.setEnabled(mail.entered().used() && complete(mail::sender) && test.isEmpty());
        webhookTest.setEnabled(webhookUsed.getSelection() && complete(() -> enteredWebhook().sender()) && test.isEmpty());
        var settings = new AlertSettings(mail.entered(), enteredWebhook(), rules.entered());
        setMessage(Messages.explained, IMessageProvider.NONE);
        try {
            settings.senders();
            setErrorMessage(null);
            result = Optional.of(settings);
        } catch (IllegalArgumentException e) {
            setErrorMessage(e.getMessage());
            result = Optional.empty();
        }
        ok.setEnabled(result.isPresent());
    }

    private static boolean complete(Runnable check) {
        try {
            check.run();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
