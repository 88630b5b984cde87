package org.apiaryfs.ui.administration.quotas;

import java.util.Optional;
import org.apiaryfs.admin.QuotaLimits;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.ui.Task;
import org.apiaryfs.ui.administration.forms.ApplyDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;

/** Sets the limits of those without limits of their own; results in them. UI thread only. */
final class DefaultsDialog extends ApplyDialog<QuotaLimits> {
    private final QuotaPlace place;
    private final QuotaLimits present;
    private LimitField size;
    private LimitField inodes;

    DefaultsDialog(Shell parent, QuotaPlace place, QuotaLimits present) {
        super(parent, Messages.Defaults_title, message(place), Messages.Button_apply);
        this.place = place;
        this.present = present;
    }

    private static String message(QuotaPlace place) {
        return NLS.bind(place.kind() == Quotas.Kind.USER ? Messages.Defaults_users : Messages.Defaults_groups, place.pool().description());
    }

    @Override
    protected void createFields(Composite area) {
        size = new LimitField(area, Messages.Limits_size, Optional.of(present.size()), true, this::check);
        inodes = new LimitField(area, Messages.Limits_inodes, Optional.of(present.inodes()), true, this::check);
    }

    @Override
    protected Optional<Verdict> judge() {
        return size.judge().or(inodes::judge).or(() -> entered().equals(present) ? Optional.of(Verdict.unchanged(message(place))) : Optional.empty());
    }

    private QuotaLimits entered() {
        return new QuotaLimits(size.limit().orElse(present.size()), inodes.limit().orElse(present.inodes()));
    }

    @Override
    protected Task<QuotaLimits> change() {
        QuotaLimits wanted = entered();
        return task(NLS.bind(Messages.Task_defaults, place.pool().description()), () -> place.setDefaults(wanted).thenApply(done -> wanted));
    }
}
