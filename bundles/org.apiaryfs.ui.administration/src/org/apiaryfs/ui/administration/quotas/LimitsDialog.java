package org.apiaryfs.ui.administration.quotas;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.admin.QuotaLimits;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.ui.Task;
import org.apiaryfs.ui.administration.forms.ApplyDialog;
import org.apiaryfs.ui.administration.forms.HostAccounts;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Sets limits of one or several users or groups; results in their number. UI thread only. */
final class LimitsDialog extends ApplyDialog<Integer> {
    private final QuotaPlace place;
    private final List<QuotaRow> rows;
    private final HostAccounts accounts;
    private Text who;
    private LimitField size;
    private LimitField inodes;

    /** @param rows those whose limits are to be set at first */
    LimitsDialog(Shell parent, QuotaPlace place, List<QuotaRow> rows, HostAccounts accounts) {
        super(parent, Messages.Limits_title, message(place), Messages.Button_apply);
        this.place = place;
        this.rows = rows;
        this.accounts = accounts;
    }

    private static String message(QuotaPlace place) {
        return NLS.bind(Messages.Limits_message, place.pool().description());
    }

    @Override
    protected void createFields(Composite area) {
        who = field(area, place.kind() == Quotas.Kind.USER ? Messages.Limits_users : Messages.Limits_groups, rows.stream().map(QuotaRow::name).collect(Collectors.joining(", ")));
        who.setToolTipText(Messages.Limits_whoTip);
        size = new LimitField(area, Messages.Limits_size, common(QuotaLimits::size), false, this::check);
        inodes = new LimitField(area, Messages.Limits_inodes, common(QuotaLimits::inodes), false, this::check);
    }

    /** What all have; empty if they have different ones. */
    private Optional<Long> common(Function<QuotaLimits, Long> which) {
        List<Long> all = rows.stream().map(row -> which.apply(row.quota().own())).distinct().toList();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    @Override
    protected Optional<Verdict> judge() {
        Optional<Verdict> fault = size.judge().or(inodes::judge);
        if (fault.isPresent()) {
            return fault;
        }
        if (words().isEmpty() || size.limit().isEmpty() && inodes.limit().isEmpty()) {
            return Optional.of(Verdict.unchanged(message(place)));
        }
        List<String> named = words();
        return rows.stream().filter(row -> named.contains(row.name()) && (over(row.quota().used().size(), size.limit()) || over(row.quota().used().inodes(), inodes.limit())))
                .findFirst().map(row -> Verdict.warning(NLS.bind(Messages.Warning_over, row.name())));
    }

    private static boolean over(long used, Optional<Long> limit) {
        return limit.filter(wanted -> wanted > 0 && used > wanted).isPresent();
    }

    private List<String> words() {
        return Stream.of(who.getText().split("[,\\s]+")).filter(word -> !word.isEmpty()).distinct().toList();
    }

    @Override
    protected Task<Integer> change() {
        List<String> words = words();
        Optional<Long> newSize = size.limit();
        Optional<Long> newInodes = inodes.limit();
        return task(NLS.bind(Messages.Task_limits, String.join(", ", words)), () -> ids(words).thenCompose(ids -> place.set(ids,
                now -> new QuotaLimits(newSize.orElse(now.size()), newInodes.orElse(now.inodes()))).thenApply(done -> ids.size())));
    }

    private CompletableFuture<List<Integer>> ids(List<String> words) {
        List<CompletableFuture<Integer>> found = words.stream().map(word -> accounts.find(place.kind(), word)).toList();
        return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new)).thenApply(all -> found.stream().map(CompletableFuture::join).toList());
    }
}
