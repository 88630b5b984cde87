package org.apiaryfs.ui.monitoring.pages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.Space;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.monitor.CapacityForecast;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.TargetStates;
import org.eclipse.osgi.util.NLS;

/** What is known of a target, a mirror group, or a pool. Stateless. */
public final class TargetFacts {
    private static final double SOON = 30; // days

    private TargetFacts() { }

    public static List<Fact> of(ClusterSnapshot snapshot, ClusterTarget target) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(Messages.type, target.kind() == NodeType.META ? Messages.metaTarget : Messages.storageTarget));
        facts.add(new Fact(Messages.id, Integer.toString(target.id())));
        facts.add(new Fact(Messages.server, SubjectTexts.server(snapshot, target.kind(), target.nodeId())));
        facts.addAll(states(target));
        target.storagePool().ifPresent(id -> facts.add(new Fact(Messages.pool, pool(snapshot, id))));
        facts.addAll(groups(snapshot, target.kind(), target.id()));
        facts.addAll(space(List.of(target)));
        return facts;
    }

    public static List<Fact> of(ClusterSnapshot snapshot, MirrorGroup group) {
        var facts = new ArrayList<Fact>();
        boolean meta = group.kind() == NodeType.META;
        facts.add(new Fact(Messages.type, meta ? Messages.metaMirrorGroup : Messages.storageMirrorGroup));
        facts.add(new Fact(Messages.id, Integer.toString(group.id())));
        facts.add(new Fact(Messages.primary, member(snapshot, group.kind(), group.primary())));
        facts.add(new Fact(Messages.secondary, member(snapshot, group.kind(), group.secondary())));
        if (!meta) {
            snapshot.pools().stream().filter(pool -> pool.groups().contains(group.id())).forEach(pool -> facts.add(new Fact(Messages.pool, pool(snapshot, pool.id()))));
        }
        return facts;
    }

    public static List<Fact> of(ClusterSnapshot snapshot, TargetPool pool) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(Messages.name, pool.description()));
        facts.add(new Fact(Messages.type, Messages.pool));
        facts.add(new Fact(Messages.id, Integer.toString(pool.id())));
        facts.add(new Fact(Messages.targets, Integer.toString(pool.targets().size()), pool.targets().isEmpty() ? Concern.WARNING : Concern.NONE));
        facts.add(new Fact(Messages.groups, Integer.toString(pool.groups().size())));
        facts.addAll(space(snapshot.targets(NodeType.STORAGE).stream().filter(target -> pool.targets().contains(target.id())).toList()));
        return facts;
    }

    private static String member(ClusterSnapshot snapshot, NodeType kind, int id) {
        return kind == NodeType.META ? SubjectTexts.server(snapshot, kind, id) : NLS.bind(Messages.target, id);
    }

    private static String pool(ClusterSnapshot snapshot, int id) {
        return snapshot.pools().stream().filter(pool -> pool.id() == id).findFirst()
                .map(pool -> NLS.bind(Messages.nameAndId, pool.description(), id)).orElse(NLS.bind(Messages.onlyId, id));
    }

    /** What the management server says of a target. */
    static List<Fact> states(ClusterTarget target) {
        var facts = new ArrayList<Fact>();
        Concern concern = TargetStates.concern(target);
        target.reachability().ifPresent(state -> facts.add(new Fact(Messages.reachability, TargetStates.text(state), concern)));
        target.consistency().ifPresent(state -> facts.add(new Fact(Messages.consistency, TargetStates.text(state), concern)));
        target.capacityPool().ifPresent(pool -> facts.add(new Fact(Messages.capacityPool, text(pool), concern(pool))));
        return facts;
    }

    /** The mirror group that a target, or a metadata server, is in. */
    static List<Fact> groups(ClusterSnapshot snapshot, NodeType kind, int id) {
        return snapshot.groups().stream().filter(group -> group.kind() == kind && (group.primary() == id || group.secondary() == id))
                .map(group -> new Fact(Messages.group, NLS.bind(group.primary() == id ? Messages.asPrimary : Messages.asSecondary, group.id()))).toList();
    }

    /** How much room some targets have together. */
    static List<Fact> space(Collection<ClusterTarget> targets) {
        List<Space.Known> known = targets.stream().filter(target -> target.space() instanceof Space.Known).map(target -> (Space.Known) target.space()).toList();
        if (known.isEmpty()) {
            return targets.stream().filter(target -> target.space() instanceof Space.Unknown).limit(1)
                    .map(target -> new Fact(Messages.space, ((Space.Unknown) target.space()).problem().sentence(), Concern.WARNING)).toList();
        }
        long total = known.stream().mapToLong(Space.Known::total).sum();
        long used = total - known.stream().mapToLong(Space.Known::free).sum();
        long inodes = known.stream().mapToLong(Space.Known::inodesTotal).sum();
        long inodesUsed = inodes - known.stream().mapToLong(Space.Known::inodesFree).sum();
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(Messages.space, NLS.bind(Messages.usedOf, new Object[] {Bytes.text(used), Bytes.text(total), percent(used, total)})));
        facts.add(new Fact(Messages.free, Bytes.text(total - used)));
        if (inodes > 0) {
            facts.add(new Fact(Messages.inodes, NLS.bind(Messages.usedOf, new Object[] {number(inodesUsed), number(inodes), percent(inodesUsed, inodes)})));
        }
        return facts;
    }

    /** When there will be no room any more. */
    public static Fact forecast(CapacityForecast forecast) {
        boolean soon = forecast.days().isPresent() && forecast.days().getAsDouble() < SOON;
        String text = forecast.days().isPresent() ? days(Math.round(forecast.days().getAsDouble()))
                : forecast.span().toHours() < 24 ? Messages.forecastNotYet : Messages.forecastNone;
        return new Fact(Messages.forecast, text, soon ? Concern.WARNING : Concern.NONE);
    }

    private static String days(long days) {
        return days < 1 ? Messages.forecastToday : days == 1 ? Messages.forecastDay : NLS.bind(Messages.forecastDays, days);
    }

    static String percent(long part, long whole) {
        return whole == 0 ? "" : String.format(Locale.ROOT, "%.0f %%", 100.0 * part / whole);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String text(CapacityPool pool) {
        return switch (pool) {
            case NORMAL -> Messages.poolNormal;
            case LOW -> Messages.poolLow;
            case EMERGENCY -> Messages.poolEmergency;
        };
    }

    static Concern concern(CapacityPool pool) {
        return switch (pool) {
            case NORMAL -> Concern.NONE;
            case LOW -> Concern.WARNING;
            case EMERGENCY -> Concern.ERROR;
        };
    }
}
