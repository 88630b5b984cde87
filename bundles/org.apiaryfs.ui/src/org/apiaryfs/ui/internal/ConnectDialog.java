package org.apiaryfs.ui.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apiaryfs.admin.ClusterAddress;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks where the cluster is. What is entered is checked as it is typed. UI thread only. */
final class ConnectDialog extends TitleAreaDialog {
    private static final String MESSAGE = "The management daemon knows all nodes and targets of its cluster.";

    private final Optional<ClusterAddress> proposal;
    private Text host;
    private Text port;
    private Text authFile;
    private Optional<ClusterAddress> result = Optional.empty();

    ConnectDialog(Shell parent, Optional<ClusterAddress> proposal) {
        super(parent);
        this.proposal = proposal;
        setHelpAvailable(false);
    }

    /** Shows the dialog; returns the address, or empty if it was cancelled. */
    Optional<ClusterAddress> ask() {
        return open() == OK ? result : Optional.empty();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Connect");
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle("Connect to a cluster");
        setMessage(MESSAGE);
        var area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(12, 12).applyTo(area);

        host = field(area, "&Host:", proposal.map(ClusterAddress::host).orElse("localhost"), 2);
        port = field(area, "&Port:", Integer.toString(proposal.map(ClusterAddress::port).orElse(ClusterAddress.DEFAULT_PORT)), 2);
        authFile = field(area, "&Authentication file:", proposal.flatMap(ClusterAddress::secretFile).map(Path::toString).orElse(""), 1);
        authFile.setMessage("none");
        var browse = new Button(area, SWT.PUSH);
        browse.setText("B&rowse…");
        browse.addListener(SWT.Selection, event -> browse());
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        createButton(parent, IDialogConstants.OK_ID, "Connect", true);
        validate();
        host.setFocus();
        host.selectAll();
    }

    private Text field(Composite parent, String label, String value, int columns) {
        new Label(parent, SWT.NONE).setText(label);
        var text = new Text(parent, SWT.BORDER | SWT.SINGLE);
        text.setText(value);
        GridDataFactory.fillDefaults().grab(true, false).span(columns, 1).align(SWT.FILL, SWT.CENTER).applyTo(text);
        text.addModifyListener(event -> validate());
        return text;
    }

    private void browse() {
        var dialog = new FileDialog(getShell(), SWT.OPEN);
        dialog.setText("Authentication file of the cluster");
        Optional.ofNullable(dialog.open()).ifPresent(authFile::setText);
    }

    private void validate() {
        if (getButton(IDialogConstants.OK_ID) == null) {
            return; // the fields are filled before there are buttons
        }
        try {
            result = Optional.of(entered());
            setErrorMessage(null);
        } catch (IllegalArgumentException e) {
            result = Optional.empty();
            setErrorMessage(e.getMessage());
        }
        getButton(IDialogConstants.OK_ID).setEnabled(result.isPresent());
    }

    private ClusterAddress entered() {
        Optional<Path> file = Optional.of(authFile.getText().strip()).filter(text -> !text.isEmpty()).map(Path::of);
        file.filter(path -> !Files.isReadable(path)).ifPresent(path -> {
            throw new IllegalArgumentException("The authentication file can't be read: " + path);
        });
        return new ClusterAddress(host.getText().strip(), port(port.getText().strip()), file);
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a port number", e);
        }
    }
}
