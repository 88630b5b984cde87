package org.apiaryfs.monitor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.Space;
import org.apiaryfs.protocol.model.NodeType;

/** Is there room? Stateless. */
final class SpaceChecks {
    /** Fewer inodes than these parts are few, and very few. */
    private static final double FEW_INODES = 0.05;
    private static final double VERY_FEW_INODES = 0.01;
    /** Days until full that are worth a warning. */
    private static final double SOON = 14;

    private SpaceChecks() {}

    static void find(SnapshotIndex index, Observation now, Consumer<Finding> to) {
        for (ClusterTarget target : index.snapshot().targets()) {
            TargetKey key = TargetKey.of(target);
            Optional<Space.Known> space = target.space() instanceof Space.Known known ? Optional.of(known) : Optional.empty();
            boolean fewInodes = space.flatMap(s -> inodes(index, key, s)).map(f -> {
                to.accept(f);
                return true;
            }).orElse(false);
            boolean low = target.sortedByRoom() && target.capacityPool().filter(p -> p != CapacityPool.NORMAL).isPresent();
            if (low && !target.roomy()) {
                to.accept(lowSpace(index, key, target.capacityPool().get(), space));
            } else if (low && !fewInodes) {
                to.accept(roomy(index, key, target.capacityPool().get(), space.orElseThrow()));
            } else if (!low) {
                Optional.ofNullable(now.forecasts().get(key)).filter(f -> f.days().isPresent() && f.days().getAsDouble() <= SOON)
                        .ifPresent(f -> to.accept(fullSoon(index, key, f)));
            }
        }
    }

    private static Finding lowSpace(SnapshotIndex index, TargetKey key, CapacityPool pool, Optional<Space.Known> space) {
        boolean emergency = pool == CapacityPool.EMERGENCY;
        boolean meta = key.kind() == NodeType.META;
        String what = space.map(s -> Texts.of(emergency ? "space_emergencyOf" : "space_lowOf", index.name(key), bytes(s.free()), bytes(s.total())))
                .orElseGet(() -> Texts.of(emergency ? "space_emergency" : "space_low", index.name(key)));
        return new Finding(ProblemKind.LOW_SPACE, new Subject.Target(key), emergency ? Severity.ERROR : Severity.WARNING,
                what, Texts.of(emergency ? meta ? "space_emergencyWhyMeta" : "space_emergencyWhy" : meta ? "space_lowWhyMeta" : "space_lowWhy"),
                Texts.of("space_lowMend"), fixes(key));
    }

    /** The limits are made for larger disks than these. */
    private static Finding roomy(SnapshotIndex index, TargetKey key, CapacityPool pool, Space.Known space) {
        boolean emergency = pool == CapacityPool.EMERGENCY;
        boolean meta = key.kind() == NodeType.META;
        return new Finding(ProblemKind.LOW_SPACE, new Subject.Target(key), emergency ? Severity.WARNING : Severity.INFO,
                Texts.of(emergency ? "space_roomyEmergency" : "space_roomyLow", index.name(key), bytes(space.free()), bytes(space.total())),
                Texts.of(meta ? "space_lowWhyMeta" : "space_lowWhy"),
                Texts.of("space_roomyMend", "tune" + (meta ? "Meta" : "Storage") + "Space" + (emergency ? "Emergency" : "Low") + "Limit"));
    }

    private static Optional<Finding> inodes(SnapshotIndex index, TargetKey key, Space.Known space) {
        if (space.inodesTotal() <= 0 || space.inodesFree() >= space.inodesTotal() * FEW_INODES) {
            return Optional.empty();
        }
        boolean very = space.inodesFree() < space.inodesTotal() * VERY_FEW_INODES;
        return Optional.of(new Finding(ProblemKind.LOW_INODES, new Subject.Target(key), very ? Severity.ERROR : Severity.WARNING,
                Texts.of("inodes_few", index.name(key), grouped(space.inodesFree()), grouped(space.inodesTotal())),
                Texts.of("inodes_fewWhy"), Texts.of("inodes_fewMend"), fixes(key)));
    }

    private static Finding fullSoon(SnapshotIndex index, TargetKey key, CapacityForecast forecast) {
        return new Finding(ProblemKind.FULL_SOON, new Subject.Target(key), Severity.WARNING,
                fullSoon(index.name(key), forecast.wholeDays().orElseThrow()), Texts.of("full_why", bytes((long) forecast.perDay())),
                Texts.of("full_mend"), fixes(key));
    }

    private static String fullSoon(String name, long days) {
        return days < 1 ? Texts.of("full_withinDay", name) : days == 1 ? Texts.of("full_inDay", name) : Texts.of("full_inDays", name, days);
    }

    private static List<QuickFix> fixes(TargetKey key) {
        return key.kind() == NodeType.STORAGE ? List.of(new QuickFix.FindFiles(key)) : List.of();
    }

    /** Such as "1,234,567". */
    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Such as "1.5 TiB". */
    private static String bytes(long number) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
        double value = number;
        int unit = 0;
        while (Math.abs(value) >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 || value >= 100 ? Math.round(value) + " " + units[unit] : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }
}
