package org.apiaryfs.ui.monitoring.alerts;

import java.util.stream.Stream;
import org.apiaryfs.monitor.alerts.AlertSender;
import org.apiaryfs.monitor.alerts.MailAccount;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;

/** The account that mail is sent by. UI thread only. */
final class MailPage {
    private final Button used;
    private final Text host;
    private final Combo encryption;
    private final Spinner port;
    private final Text user;
    private final Text password;
    private final Text from;
    private final Text to;

    MailPage(Composite form, AlertSettings.Mail mail, Runnable changed) {
        var fields = new Fields(form, () -> {
            enable();
            changed.run();
        });
        used = fields.check(Messages.mailUsed, mail.used());
        host = fields.text(Messages.mailHost, mail.host(), SWT.NONE);
        encryption = fields.combo(Messages.mailEncryption, mail.encryption().ordinal(), Messages.encryptionNone, "STARTTLS", "TLS"); // in the order of the values
        port = fields.number(Messages.mailPort, mail.port(), 1, 65535);
        user = fields.text(Messages.mailUser, mail.user(), SWT.NONE);
        user.setMessage(Messages.mailNoLogin);
        password = fields.text(Messages.mailPassword, mail.password(), SWT.PASSWORD);
        from = fields.text(Messages.mailFrom, mail.from(), SWT.NONE);
        to = fields.text(Messages.mailTo, mail.to(), SWT.NONE);
        to.setMessage(Messages.mailToHint);
        encryption.addListener(SWT.Selection, event -> port.setSelection(switch (encryption()) {
            case NONE -> 25;
            case STARTTLS -> 587;
            case TLS -> 465;
        }));
        enable();
    }

    AlertSettings.Mail entered() {
        return new AlertSettings.Mail(used.getSelection(), host.getText(), port.getSelection(), encryption(), user.getText(), password.getText(),
                from.getText(), to.getText());
    }

    /** @throws IllegalArgumentException if something is missing */
    AlertSender sender() {
        return entered().sender();
    }

    private MailAccount.Encryption encryption() {
        return MailAccount.Encryption.values()[encryption.getSelectionIndex()];
    }

    private void enable() {
        Stream.<Control>of(host, encryption, port, user, password, from, to).forEach(field -> field.setEnabled(used.getSelection()));
    }
}
