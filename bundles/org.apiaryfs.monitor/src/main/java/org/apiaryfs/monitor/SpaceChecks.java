package org.apiaryfs.monitor;

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
            if (low && !(fewInodes && space.filter(s -> s.free() > s.total() / 4).isPresent())) {
                to.accept(lowSpace(index, key, target.capacityPool().get(), space));
            } else if (!low) {
                Optional.ofNullable(now.forecasts().get(key)).filter(f -> f.days().isPresent() && f.days().getAsDouble() <= SOON)
                        .ifPresent(f -> to.accept(fullSoon(index, key, f)));
            }
        }
    }

    private static Finding lowSpace(SnapshotIndex index, TargetKey key, CapacityPool pool, Optional<Space.Known> space) {
        boolean emergency = pool == CapacityPool.EMERGENCY;
        String left = space.map(s -> ": " + bytes(s.free()) + " of " + bytes(s.total()) + " are free").orElse("");
        String files = key.kind() == NodeType.META ? "directories" : "files";
        return new Finding(ProblemKind.LOW_SPACE, new Subject.Target(key), emergency ? Severity.ERROR : Severity.WARNING,
                index.name(key) + (emergency ? " is nearly full" : " is low on space") + left + ".",
                emergency ? "New " + files + " are put on it only as a last resort; writing to those that are on it will soon fail."
                        : "New " + files + " are put on it only if there are too few targets with more space.",
                "Remove or move files, or add targets.", new QuickFix.FindLargeFiles(key));
    }

    private static Optional<Finding> inodes(SnapshotIndex index, TargetKey key, Space.Known space) {
        if (space.inodesTotal() <= 0 || space.inodesFree() >= space.inodesTotal() * FEW_INODES) {
            return Optional.empty();
        }
        boolean very = space.inodesFree() < space.inodesTotal() * VERY_FEW_INODES;
        return Optional.of(new Finding(ProblemKind.LOW_INODES, new Subject.Target(key), very ? Severity.ERROR : Severity.WARNING,
                String.format(Locale.ROOT, "%s has few inodes left: %,d of %,d.", index.name(key), space.inodesFree(), space.inodesTotal()),
                "When there are none left, no file can be created on it, however much space there is.",
                "Remove files that aren't needed, or make the underlying file system with more inodes.", new QuickFix.FindLargeFiles(key)));
    }

    private static Finding fullSoon(SnapshotIndex index, TargetKey key, CapacityForecast forecast) {
        String when = forecast.sentence();
        return new Finding(ProblemKind.FULL_SOON, new Subject.Target(key), Severity.WARNING,
                index.name(key) + " will be " + Character.toLowerCase(when.charAt(0)) + when.substring(1, when.length() - 1) + ", if it goes on as before.",
                "It gets " + bytes((long) forecast.perDay()) + " more each day; when it is full, writing to its files fails.",
                "Remove or move files, or add targets in time.", new QuickFix.FindLargeFiles(key));
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
