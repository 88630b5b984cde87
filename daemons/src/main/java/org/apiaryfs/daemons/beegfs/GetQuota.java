package org.apiaryfs.daemons.beegfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.HostNames;
import org.apiaryfs.admin.InodeSupport;
import org.apiaryfs.admin.OwnerQuota;
import org.apiaryfs.admin.QuotaLimits;
import org.apiaryfs.admin.QuotaReport;
import org.apiaryfs.admin.QuotaSelection;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.admin.TargetPool;

/**
 * Usage and limits of users or groups (spec admin §3.8).
 *
 * @param owners whose; empty = the default limits
 * @param zeros whether those are shown that use nothing
 * @param csv whether values are separated by commas
 * @param pool only this storage pool
 */
record GetQuota(Optional<QuotaOwners> owners, boolean zeros, boolean csv, Optional<Integer> pool) implements Mode.Action {
    static final String USAGE = """
            --uid | --gid      Users or groups, and one of:
            <ID or name>       one of them,
            --all              all that this host knows, but for system accounts,
            --list <a,b>       these,
            --range <a> <b>    from one number to another; or
            --defaultlimits    the limits of those without limits of their own.
            --withzero         Show those too that use nothing.
            --withsystem       With --all: also system accounts.
            --storagepoolid=<id>  Only this storage pool (default: all).
            --csv              Values separated by commas.
            """;
    private static final String[] UNITS = {"Byte", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final double STEP = 1024;
    private static final String UNLIMITED = "unlimited";

    static GetQuota parse(ModeArguments a) throws ModeException {
        boolean zeros = a.flag("withzero");
        boolean csv = a.flag("csv");
        Optional<Integer> pool = a.id("storagepoolid");
        return new GetQuota(a.flag("defaultlimits") ? Optional.empty() : Optional.of(QuotaOwners.take(a)), zeros, csv, pool);
    }

    @Override
    public int run(ModeRun run) throws ModeException, InterruptedException {
        ClusterSnapshot snapshot = run.connect();
        List<TargetPool> pools = snapshot.pools().stream().filter(p -> pool.isEmpty() || p.id() == pool.get()).toList();
        if (pools.isEmpty()) {
            throw ModeException.badArguments("Given storage pool ID " + pool.orElse(0) + " can't be resolved to a pool.");
        }
        boolean whole = true;
        for (TargetPool one : pools) {
            run.line("");
            run.line("Quota information for storage pool " + one.description() + " (ID: " + one.id() + "):");
            run.line("");
            if (owners.isPresent()) {
                whole &= show(run, one, owners.get());
            } else {
                showDefaults(run, one);
            }
        }
        if (!whole) {
            run.error("There may be more: a target doesn't answer, or is still counting.");
        }
        return whole ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    private boolean show(ModeRun run, TargetPool in, QuotaOwners of) throws ModeException, InterruptedException {
        HostNames names = run.host().names(of.kind());
        QuotaSelection selection = of.selection(names);
        if (zeros && selection instanceof QuotaSelection.Range range && range.last() - range.first() >= SetQuota.MAX_RANGE) {
            throw ModeException.badArguments("--withzero shows each ID of a range; more than " + SetQuota.MAX_RANGE + " are too many.");
        }
        QuotaReport report = ModeRun.get(run.cluster().quotas().report(in.id(), of.kind(), selection));
        if (csv) {
            run.line("name,id,size,hard,files,hard");
        } else {
            run.line("      user/group     ||           size          ||    chunk files    ");
            run.line("     name     |  id  ||    used    |    hard    ||  used   |  hard   ");
            run.line("--------------|------||------------|------------||---------|---------");
        }
        for (OwnerQuota owner : shown(report, selection)) {
            long size = limit(owner.own().size(), report.defaults().size());
            long inodes = limit(owner.own().inodes(), report.defaults().inodes());
            String files = inodes(owner.used().inodes(), report.inodes());
            String name = names.of(owner.id());
            String id = Integer.toUnsignedString(owner.id());
            run.line(csv ? String.join(",", name, id, Long.toUnsignedString(owner.used().size()), number(size), files, number(inodes))
                    : String.format("%14s|%6s||%12s|%12s||%9s|%9s", name, id, bytes(owner.used().size()), size == QuotaLimits.UNLIMITED ? UNLIMITED : bytes(size),
                            files, number(inodes)));
        }
        return report.whole() || report.inodes() == InodeSupport.NONE;
    }

    /** With zeros all of a range or list, without only those that use something; one that was asked for alone always. */
    private List<OwnerQuota> shown(QuotaReport report, QuotaSelection selection) {
        Map<Integer, OwnerQuota> known = new TreeMap<>(Integer::compareUnsigned);
        report.owners().forEach(o -> known.put(o.id(), o));
        if (zeros && selection instanceof QuotaSelection.Range range) {
            for (long id = range.first(); id <= range.last(); id++) {
                known.putIfAbsent((int) id, new OwnerQuota((int) id, QuotaLimits.NONE, QuotaLimits.NONE));
            }
        }
        boolean alone = selection instanceof QuotaSelection.Ids ids && ids.ids().size() == 1;
        return known.values().stream().filter(o -> zeros || alone || !o.used().equals(QuotaLimits.NONE)).toList();
    }

    private static long limit(long own, long otherwise) {
        long counts = own == 0 ? otherwise : own;
        return counts == 0 ? QuotaLimits.UNLIMITED : counts;
    }

    private static String number(long limit) {
        return limit == QuotaLimits.UNLIMITED ? UNLIMITED : Long.toUnsignedString(limit);
    }

    private static String inodes(long used, InodeSupport support) {
        return switch (support) {
            case ALL -> Long.toUnsignedString(used);
            case SOME -> Long.toUnsignedString(used) + "+";
            case NONE -> "-";
        };
    }

    private static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value > STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " " + UNITS[0] : String.format(Locale.ROOT, "%.2f %s", value, UNITS[unit]);
    }

    private void showDefaults(ModeRun run, TargetPool in) throws ModeException, InterruptedException {
        QuotaLimits users = ModeRun.get(run.cluster().quotas().defaults(in.id(), Quotas.Kind.USER));
        QuotaLimits groups = ModeRun.get(run.cluster().quotas().defaults(in.id(), Quotas.Kind.GROUP));
        long userSize = limit(0, users.size());
        long groupSize = limit(0, groups.size());
        String userFiles = number(limit(0, users.inodes()));
        String groupFiles = number(limit(0, groups.inodes()));
        if (csv) {
            run.line("user size limit,user chunk files limit,group size limit,group chunk files");
            run.line(String.join(",", number(userSize), userFiles, number(groupSize), groupFiles));
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add("user size limit:        " + (userSize == QuotaLimits.UNLIMITED ? UNLIMITED : bytes(userSize)));
        lines.add("user chunk files limit: " + userFiles);
        lines.add("group size limit:       " + (groupSize == QuotaLimits.UNLIMITED ? UNLIMITED : bytes(groupSize)));
        lines.add("group chunk files:      " + groupFiles);
        lines.add("");
        lines.forEach(run::line);
    }
}
