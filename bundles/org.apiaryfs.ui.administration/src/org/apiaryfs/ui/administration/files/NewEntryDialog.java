package org.apiaryfs.ui.administration.files;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.Entries;
import org.apiaryfs.admin.EntryName;
import org.apiaryfs.admin.NewDirectory;
import org.apiaryfs.admin.NewFile;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.ui.Task;
import org.apiaryfs.ui.administration.forms.ApplyDialog;
import org.apiaryfs.ui.administration.forms.HostAccounts;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Makes a directory or an empty file, if wanted with a stripe pattern of its own; results in its path. UI thread only. */
final class NewEntryDialog extends ApplyDialog<String> {
    private static final int LONGEST = 255; // bytes of a name
    private static final String OCTAL = "[0-7]{3,4}";

    private final boolean file;
    private final Entries entries;
    private final String directory;
    private final StripePattern inherited;
    private final ClusterSnapshot snapshot;
    private final HostAccounts accounts;
    private Text name;
    private Text owner;
    private Text group;
    private Text mode;
    private Button own;
    private PatternFields pattern;

    /** @param file false for a directory, @param inherited the pattern of the directory that it is made in */
    NewEntryDialog(Shell parent, boolean file, Entries entries, String directory, StripePattern inherited, ClusterSnapshot snapshot, HostAccounts accounts) {
        super(parent, file ? Messages.New_file : Messages.New_directory, NLS.bind(Messages.New_message, directory), Messages.Button_create);
        this.file = file;
        this.entries = entries;
        this.directory = directory;
        this.inherited = inherited;
        this.snapshot = snapshot;
        this.accounts = accounts;
    }

    @Override
    protected void createFields(Composite area) {
        name = field(area, Messages.Field_name, "");
        owner = field(area, Messages.Field_owner, accounts.users().of(0));
        group = field(area, Messages.Field_group, accounts.groups().of(0));
        mode = field(area, Messages.Field_mode, file ? "0644" : "0755");
        mode.setToolTipText(Messages.Field_modeTip);
        own = new Button(area, SWT.CHECK);
        own.setText(Messages.New_ownPattern);
        own.addListener(SWT.Selection, event -> check());
        GridDataFactory.swtDefaults().span(2, 1).indent(0, 8).applyTo(own);
        pattern = new PatternFields(area, inherited, snapshot, this::check);
        name.setFocus();
    }

    @Override
    protected Optional<Verdict> judge() {
        pattern.setEnabled(own.getSelection());
        String entered = name.getText();
        if (entered.isEmpty()) {
            return Optional.of(Verdict.unchanged(NLS.bind(Messages.New_message, directory)));
        }
        if (entered.contains("/") || entered.equals(".") || entered.equals("..")) {
            return Optional.of(Verdict.error(NLS.bind(Messages.Fault_name, entered)));
        }
        if (EntryName.toWire(entered).length() > LONGEST) {
            return Optional.of(Verdict.error(NLS.bind(Messages.Fault_nameLength, LONGEST)));
        }
        if (owner.getText().isBlank() || group.getText().isBlank()) {
            return Optional.of(Verdict.error(Messages.Fault_owner));
        }
        if (!mode.getText().strip().matches(OCTAL)) {
            return Optional.of(Verdict.error(NLS.bind(Messages.Fault_mode, mode.getText())));
        }
        return own.getSelection() ? pattern.input().judge(snapshot) : Optional.empty();
    }

    @Override
    protected Task<String> change() {
        String path = EntryText.child(directory, name.getText());
        Optional<PatternInput> wanted = own.getSelection() ? Optional.of(pattern.input()) : Optional.empty();
        int permissions = Integer.parseInt(mode.getText().strip(), 8);
        String user = owner.getText().strip();
        String members = group.getText().strip();
        return task(NLS.bind(Messages.Task_create, path), () -> accounts.find(Quotas.Kind.USER, user)
                .thenCombine(accounts.find(Quotas.Kind.GROUP, members), (uid, gid) -> file ? createFile(path, uid, gid, permissions, wanted)
                        : createDirectory(path, uid, gid, permissions, wanted)).thenCompose(made -> made).thenApply(made -> path));
    }

    private CompletableFuture<Void> createFile(String path, int uid, int gid, int permissions, Optional<PatternInput> wanted) {
        return entries.createFile(path, new NewFile(uid, gid, permissions, wanted.flatMap(PatternInput::size), wanted.flatMap(PatternInput::number),
                wanted.map(PatternInput::pool), wanted.map(PatternInput::type), List.of()));
    }

    private CompletableFuture<Void> createDirectory(String path, int uid, int gid, int permissions, Optional<PatternInput> wanted) {
        CompletableFuture<Void> made = entries.createDirectory(path, new NewDirectory(uid, gid, permissions, List.of(), false));
        return wanted.flatMap(input -> input.changeOf(inherited))
                .map(change -> made.thenCompose(done -> entries.setPattern(path, change, Optional.empty())).thenAccept(now -> { })).orElse(made);
    }
}
