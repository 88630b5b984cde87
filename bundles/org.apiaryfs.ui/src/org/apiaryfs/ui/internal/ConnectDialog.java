package org.apiaryfs.ui.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.Role;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.SshIdentity;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/**
 * Asks where a cluster is and what for. What is entered is checked as it is typed, and by a connection if the user wants
 * that. UI thread only.
 */
public final class ConnectDialog extends TitleAreaDialog {
    private static final int WIDTH = 560; // pixels, at least
    private static final int RESULT_LINES = 3; // of the sentence that a test ends with

    private final Optional<ClusterProfile> edited;
    private final Optional<ClusterAddress> proposal;
    private Text name;
    private Text host;
    private Text port;
    private Text authFile;
    private Text sshUser;
    private Text sshKey;
    private Button administrator;
    private Button openAtStart;
    private Button testButton;
    private Label testIcon;
    private Label testResult;
    private Optional<ClusterProfile> result = Optional.empty();
    private final Set<Path> unreadable = new HashSet<>(); // of the files that were looked at
    private Optional<ConnectionTest> test = Optional.empty();

    private ConnectDialog(Shell parent, Optional<ClusterProfile> edited, Optional<ClusterAddress> proposal) {
        super(parent);
        this.edited = edited;
        this.proposal = proposal;
        setHelpAvailable(false);
    }

    /** Asks for a cluster that isn't known yet. */
    static ConnectDialog toAdd(Shell parent, Optional<ClusterAddress> proposal) {
        return new ConnectDialog(parent, Optional.empty(), proposal);
    }

    /** Shows what is known of a cluster, and lets it be changed. */
    public static ConnectDialog toEdit(Shell parent, ClusterProfile profile) {
        return new ConnectDialog(parent, Optional.of(profile), Optional.of(profile.address()));
    }

    /** Shows the dialog; returns what was entered, or empty if it was cancelled. */
    public Optional<ClusterProfile> ask() {
        return open() == OK ? result : Optional.empty();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(edited.isPresent() ? Messages.Dialog_editTitle : Messages.Dialog_title);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected Point getInitialSize() {
        Point size = super.getInitialSize();
        return new Point(Math.max(size.x, WIDTH), size.y);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(edited.map(ClusterProfile::name).orElse(Messages.Dialog_heading));
        setMessage(Messages.Dialog_message);
        var area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(12, 12).applyTo(area);

        name = field(area, Messages.Dialog_name, edited.map(ClusterProfile::name).orElse(""), 2);
        host = field(area, Messages.Dialog_host, proposal.map(ClusterAddress::host).orElse("localhost"), 2);
        port = field(area, Messages.Dialog_port, Integer.toString(proposal.map(ClusterAddress::port).orElse(ClusterAddress.DEFAULT_PORT)), 2);
        authFile = field(area, Messages.Dialog_authFile, proposal.flatMap(ClusterAddress::secretFile).map(Path::toString).orElse(""), 1);
        authFile.setMessage(Messages.Dialog_noAuthFile);
        authFile.setToolTipText(Messages.Dialog_authFileTip);
        button(area, SWT.PUSH, Messages.Dialog_browse, () -> browse(authFile, Messages.Dialog_authFileTitle));

        boolean changes = edited.map(ClusterProfile::role).orElse(Role.ADMINISTRATOR) == Role.ADMINISTRATOR;
        var roleLabel = new Label(area, SWT.NONE);
        roleLabel.setText(Messages.Dialog_role);
        GridDataFactory.swtDefaults().align(SWT.BEGINNING, SWT.BEGINNING).indent(0, 8).applyTo(roleLabel);
        var roles = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(roles);
        GridDataFactory.fillDefaults().span(2, 1).indent(0, 8).applyTo(roles);
        button(roles, SWT.RADIO, Messages.Dialog_information, this::validate).setSelection(!changes);
        administrator = button(roles, SWT.RADIO, Messages.Dialog_administrator, this::validate);
        administrator.setSelection(changes);

        new Label(area, SWT.NONE);
        openAtStart = button(area, SWT.CHECK, Messages.Dialog_openAtStart, this::validate);
        openAtStart.setSelection(edited.map(ClusterProfile::openAtStart).orElse(true));
        GridDataFactory.swtDefaults().span(2, 1).indent(0, 4).applyTo(openAtStart);

        createSshFields(area);
        createTestArea(area);
        return area;
    }

    private void createSshFields(Composite area) {
        SshIdentity known = edited.map(ClusterProfile::ssh).orElse(SshIdentity.USUAL);
        var line = new Label(area, SWT.SEPARATOR | SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().span(3, 1).indent(0, 6).applyTo(line);
        sshUser = field(area, Messages.Dialog_sshUser, known.user().orElse(""), 2);
        sshUser.setMessage(Messages.Dialog_sshUserDefault);
        sshKey = field(area, Messages.Dialog_sshKey, known.keyFile().map(Path::toString).orElse(""), 1);
        sshKey.setMessage(Messages.Dialog_sshKeyDefault);
        List.of(sshUser, sshKey).forEach(text -> text.setToolTipText(Messages.Dialog_sshTip));
        button(area, SWT.PUSH, Messages.Dialog_browse, () -> browse(sshKey, Messages.Dialog_sshKeyTitle));
    }

    private void createTestArea(Composite area) {
        var line = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(3).applyTo(line);
        GridDataFactory.fillDefaults().span(3, 1).grab(true, true).indent(0, 10).applyTo(line);
        testButton = button(line, SWT.PUSH, Messages.Dialog_test, this::testOrCancel);
        int width = Math.max(IDialogConstants.BUTTON_WIDTH * 2, testButton.computeSize(SWT.DEFAULT, SWT.DEFAULT).x);
        GridDataFactory.swtDefaults().align(SWT.BEGINNING, SWT.BEGINNING).hint(width, SWT.DEFAULT).applyTo(testButton);
        testIcon = new Label(line, SWT.NONE);
        GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.BEGINNING).indent(6, 6).hint(16, 16).applyTo(testIcon);
        testResult = new Label(line, SWT.WRAP);
        int height = RESULT_LINES * testResult.computeSize(SWT.DEFAULT, SWT.DEFAULT).y;
        GridDataFactory.fillDefaults().grab(true, true).indent(0, 6).hint(1, height).applyTo(testResult);
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        createButton(parent, IDialogConstants.OK_ID, edited.isPresent() ? Messages.Dialog_save : Messages.Dialog_connect, true);
        validate();
        Text first = edited.isPresent() ? name : host;
        first.setFocus();
        first.selectAll();
    }

    @Override
    public boolean close() {
        test.ifPresent(ConnectionTest::cancel);
        return super.close();
    }

    private Text field(Composite parent, String label, String value, int columns) {
        new Label(parent, SWT.NONE).setText(label);
        var text = new Text(parent, SWT.BORDER | SWT.SINGLE);
        text.setText(value);
        GridDataFactory.fillDefaults().grab(true, false).span(columns, 1).align(SWT.FILL, SWT.CENTER).applyTo(text);
        text.addModifyListener(event -> validate());
        return text;
    }

    private static Button button(Composite parent, int style, String label, Runnable pressed) {
        var button = new Button(parent, style);
        button.setText(label);
        button.addListener(SWT.Selection, event -> pressed.run());
        return button;
    }

    private void browse(Text field, String title) {
        var dialog = new FileDialog(getShell(), SWT.OPEN);
        dialog.setText(title);
        Optional.ofNullable(dialog.open()).ifPresent(field::setText);
    }

    private void validate() {
        if (getButton(IDialogConstants.OK_ID) == null) {
            return; // the fields are filled before there are buttons
        }
        endTest(Optional.empty(), ""); // it was about something else
        try {
            ClusterAddress address = enteredAddress();
            name.setMessage(address.toString());
            result = Optional.of(entered(address));
            setErrorMessage(null);
        } catch (IllegalArgumentException e) {
            result = Optional.empty();
            setErrorMessage(e.getMessage());
        }
        getButton(IDialogConstants.OK_ID).setEnabled(result.isPresent());
        testButton.setEnabled(result.isPresent());
    }

    private ClusterProfile entered(ClusterAddress address) {
        String called = name.getText().isBlank() ? address.toString() : name.getText().strip();
        Role role = administrator.getSelection() ? Role.ADMINISTRATOR : Role.INFORMATION;
        var ssh = new SshIdentity(Optional.of(sshUser.getText().strip()).filter(user -> !user.isEmpty()), file(sshKey, Messages.Dialog_sshKeyUnreadable));
        return edited.orElseGet(() -> ClusterProfile.create(called, address, role, false)).with(called, address, role, openAtStart.getSelection(), ssh);
    }

    private ClusterAddress enteredAddress() {
        return new ClusterAddress(host.getText().strip(), port(port.getText().strip()), file(authFile, Messages.Dialog_authFileUnreadable));
    }

    /** @param fault says that it can't be read */
    private Optional<Path> file(Text field, String fault) {
        Optional<Path> file = Optional.of(field.getText().strip()).filter(text -> !text.isEmpty()).map(Path::of);
        file.ifPresent(this::look);
        file.filter(unreadable::contains).ifPresent(path -> {
            throw new IllegalArgumentException(NLS.bind(fault, path));
        });
        return file;
    }

    /** Looks in the background whether a file can be read, for it may be at the far end of a network; until that is known it is taken for good. */
    private void look(Path file) {
        CompletableFuture.supplyAsync(() -> Files.isReadable(file)).thenAcceptAsync(readable -> {
            if (!testButton.isDisposed() && (readable ? unreadable.remove(file) : unreadable.add(file))) {
                validate();
            }
        }, testButton.getDisplay()::asyncExec);
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(NLS.bind(Messages.Dialog_noPort, text), e);
        }
    }

    private void testOrCancel() {
        if (test.isPresent()) {
            endTest(Optional.empty(), Messages.Dialog_testCancelled);
        } else {
            result.ifPresent(profile -> {
                endTest(Optional.empty(), NLS.bind(Messages.Session_connecting, profile.address()));
                testButton.setText(Messages.Dialog_cancelTest);
                test = Optional.of(ConnectionTest.start(profile.address(), testButton.getDisplay()::asyncExec, this::tested));
            });
        }
    }

    private void tested(ConnectionTest.Result outcome) {
        switch (outcome) {
            case ConnectionTest.Result.Reached(var snapshot) -> endTest(Optional.of(DLG_IMG_MESSAGE_INFO), reached(snapshot));
            case ConnectionTest.Result.Failed(var problem) -> endTest(Optional.of(DLG_IMG_MESSAGE_ERROR), problem.sentence());
        }
    }

    private static String reached(ClusterSnapshot snapshot) {
        return NLS.bind(Messages.Dialog_testReached, new Object[] {snapshot.nodes(NodeType.META).size(), snapshot.nodes(NodeType.STORAGE).size(),
                snapshot.targets(NodeType.STORAGE).size(), snapshot.nodes(NodeType.CLIENT).size()});
    }

    /** @param icon key of the image registry */
    private void endTest(Optional<String> icon, String text) {
        test.ifPresent(ConnectionTest::cancel);
        test = Optional.empty();
        testButton.setText(Messages.Dialog_test);
        testIcon.setImage(icon.map(JFaceResources::getImage).orElse(null));
        testResult.setText(text.replace("&", "&&"));
        testResult.getParent().layout();
    }
}
