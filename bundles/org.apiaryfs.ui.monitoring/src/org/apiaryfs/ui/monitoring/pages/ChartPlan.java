package org.apiaryfs.ui.monitoring.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.Space;
import org.apiaryfs.monitor.Measure;
import org.apiaryfs.monitor.SeriesKey;
import org.apiaryfs.monitor.SeriesOwner;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.charts.ChartUnit;
import org.apiaryfs.ui.monitoring.load.Curve;
import org.eclipse.osgi.util.NLS;

/**
 * A chart that is to be shown. Immutable.
 *
 * @param title above it
 * @param curves where its curves come from
 */
public record ChartPlan(String title, ChartUnit unit, List<Curve> curves) {
    private static final int MOST_CURVES = 16; // of several nodes or targets in one chart

    public ChartPlan {
        curves = List.copyOf(curves);
    }

    /** The charts of one thing, or those in which several nodes or targets can be compared. */
    public static List<ChartPlan> of(ClusterSnapshot snapshot, List<Subject> subjects) {
        List<Subject.Node> servers = subjects.stream().filter(subject -> subject instanceof Subject.Node node
                && (node.type() == NodeType.META || node.type() == NodeType.STORAGE)).map(Subject.Node.class::cast).limit(MOST_CURVES).toList();
        List<ClusterTarget> targets = Member.of("", snapshot, subjects).stream().map(Member::target).limit(MOST_CURVES).toList();
        var plans = new ArrayList<ChartPlan>();
        if (subjects.size() == 1 && subjects.getFirst() instanceof Subject.Cluster) {
            plans.addAll(cluster());
        } else if (servers.size() == 1) {
            plans.addAll(server(servers.getFirst()));
        } else if (!servers.isEmpty()) {
            plans.addAll(compared(snapshot, servers));
        }
        if (!targets.isEmpty() && !(subjects.getFirst() instanceof Subject.Cluster)) {
            plans.addAll(targets.size() == 1 ? target(targets.getFirst()) : space(targets));
        }
        return plans;
    }

    private static List<ChartPlan> cluster() {
        SeriesOwner storage = SeriesOwner.all(NodeType.STORAGE);
        SeriesOwner meta = SeriesOwner.all(NodeType.META);
        return List.of(plan(Messages.throughput, ChartUnit.BYTES_PER_SECOND, storage, Measure.READ, Measure.WRITTEN),
                plan(Messages.metadataRequests, ChartUnit.OPERATIONS_PER_SECOND, meta, Measure.REQUESTS),
                plan(Messages.spaceUsed, ChartUnit.BYTES, storage, Measure.SPACE_USED, Measure.SPACE_TOTAL));
    }

    private static List<ChartPlan> server(Subject.Node node) {
        SeriesOwner owner = SeriesOwner.node(node.type(), node.id());
        var plans = new ArrayList<ChartPlan>();
        plans.add(plan(Messages.requests, ChartUnit.OPERATIONS_PER_SECOND, owner, Measure.REQUESTS));
        plans.add(plan(Messages.workers, ChartUnit.NUMBER, owner, Measure.QUEUED, Measure.BUSY));
        if (node.type() == NodeType.STORAGE) {
            plans.add(plan(Messages.disk, ChartUnit.BYTES_PER_SECOND, owner, Measure.READ, Measure.WRITTEN));
        }
        plans.add(plan(Messages.network, ChartUnit.BYTES_PER_SECOND, owner, Measure.SENT, Measure.RECEIVED));
        return plans;
    }

    private static List<ChartPlan> target(ClusterTarget target) {
        SeriesOwner owner = SeriesOwner.target(target.kind(), target.id());
        ChartPlan space = plan(Messages.spaceUsed, ChartUnit.BYTES, owner, Measure.SPACE_USED, Measure.SPACE_TOTAL);
        return hasInodes(target) ? List.of(space, plan(Messages.inodes, ChartUnit.NUMBER, owner, Measure.INODES_USED, Measure.INODES_TOTAL)) : List.of(space);
    }

    private static boolean hasInodes(ClusterTarget target) {
        return target.space() instanceof Space.Known space && space.inodesTotal() > 0;
    }

    private static ChartPlan plan(String title, ChartUnit unit, SeriesOwner owner, Measure... measures) {
        return new ChartPlan(title, unit, Stream.of(measures).map(measure -> new Curve(MeasureTexts.of(measure), new SeriesKey(owner, measure))).toList());
    }

    private static List<ChartPlan> compared(ClusterSnapshot snapshot, List<Subject.Node> servers) {
        return Stream.of(Measure.REQUESTS, Measure.QUEUED, Measure.BUSY, Measure.READ, Measure.WRITTEN, Measure.SENT, Measure.RECEIVED)
                .map(measure -> each(MeasureTexts.of(measure), MeasureTexts.unit(measure),
                        servers.stream().filter(server -> applies(measure, server)).toList(),
                        server -> SubjectTexts.server(snapshot, server.type(), server.id()),
                        server -> new SeriesKey(SeriesOwner.node(server.type(), server.id()), measure)))
                .filter(plan -> !plan.curves().isEmpty()).toList();
    }

    private static boolean applies(Measure measure, Subject.Node server) {
        return server.type() == NodeType.STORAGE || measure != Measure.READ && measure != Measure.WRITTEN;
    }

    private static List<ChartPlan> space(List<ClusterTarget> targets) {
        ChartPlan space = each(Messages.spaceUsed, ChartUnit.BYTES, targets, ChartPlan::name, target -> key(target, Measure.SPACE_USED));
        List<ClusterTarget> withInodes = targets.stream().filter(ChartPlan::hasInodes).toList();
        return withInodes.isEmpty() ? List.of(space)
                : List.of(space, each(Messages.inodesUsed, ChartUnit.NUMBER, withInodes, ChartPlan::name, target -> key(target, Measure.INODES_USED)));
    }

    private static String name(ClusterTarget target) {
        return NLS.bind(target.kind() == NodeType.META ? Messages.metaTargetName : Messages.target, target.id());
    }

    private static SeriesKey key(ClusterTarget target, Measure measure) {
        return new SeriesKey(SeriesOwner.target(target.kind(), target.id()), measure);
    }

    /** The same of several things. */
    private static <T> ChartPlan each(String title, ChartUnit unit, List<T> things, Function<T, String> name, Function<T, SeriesKey> key) {
        return new ChartPlan(title, unit, things.stream().map(thing -> new Curve(name.apply(thing), key.apply(thing))).toList());
    }
}
