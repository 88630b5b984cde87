package org.apiaryfs.ui.monitoring.pages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.monitor.CapacityForecast;
import org.apiaryfs.monitor.SeriesOwner;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.TargetKey;
import org.apiaryfs.protocol.model.NodeType;

/** What a snapshot tells of the things that are selected. Stateless. */
public final class Facts {
    private Facts() { }

    /**
     * Of one thing all that is known, of several what they are.
     *
     * @param forecasts when something will be full, if that can be told
     */
    public static List<Fact> of(ClusterSnapshot snapshot, List<Subject> subjects, Function<SeriesOwner, Optional<CapacityForecast>> forecasts, Instant now) {
        if (subjects.size() != 1) {
            return subjects.stream().map(subject -> new Fact(SubjectTexts.title(snapshot, subject), SubjectTexts.kind(subject))).toList();
        }
        var facts = new ArrayList<>(of(snapshot, subjects.getFirst(), now));
        if (!facts.isEmpty()) {
            forecasted(subjects.getFirst()).map(owner -> forecasts.apply(owner).map(TargetFacts::forecast)
                    .orElseGet(() -> new Fact(Messages.forecast, Messages.forecastNotYet))).ifPresent(facts::add);
        }
        return facts;
    }

    private static List<Fact> of(ClusterSnapshot snapshot, Subject subject, Instant now) {
        return switch (subject) {
            case Subject.Cluster cluster -> cluster(snapshot);
            case Subject.Node node -> snapshot.node(node.type(), node.id()).map(known -> NodeFacts.of(snapshot, known, now)).orElse(List.of());
            case Subject.Target target -> snapshot.targets().stream().filter(known -> TargetKey.of(known).equals(target.target())).findFirst()
                    .map(known -> TargetFacts.of(snapshot, known)).orElse(List.of());
            case Subject.Group group -> snapshot.groups().stream().filter(known -> known.kind() == group.group().kind() && known.id() == group.group().id())
                    .findFirst().map(known -> TargetFacts.of(snapshot, known)).orElse(List.of());
            case Subject.Pool pool -> snapshot.pools().stream().filter(known -> known.id() == pool.id()).findFirst()
                    .map(known -> TargetFacts.of(snapshot, known)).orElse(List.of());
            case Subject.Monitoring monitoring -> List.of();
        };
    }

    private static List<Fact> cluster(ClusterSnapshot snapshot) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(Messages.management, snapshot.management().alias()));
        facts.add(new Fact(Messages.metaServers, Integer.toString(snapshot.nodes(NodeType.META).size())));
        facts.add(new Fact(Messages.storageServers, Integer.toString(snapshot.nodes(NodeType.STORAGE).size())));
        facts.add(new Fact(Messages.targets, Integer.toString(snapshot.targets(NodeType.STORAGE).size())));
        facts.add(new Fact(Messages.clients, Integer.toString(snapshot.nodes(NodeType.CLIENT).size())));
        facts.add(new Fact(Messages.pools, Integer.toString(snapshot.pools().size())));
        facts.add(new Fact(Messages.groups, Integer.toString(snapshot.groups().size())));
        facts.addAll(TargetFacts.space(snapshot.targets(NodeType.STORAGE)));
        return facts;
    }

    /** Whose space a forecast is about. */
    private static Optional<SeriesOwner> forecasted(Subject subject) {
        return switch (subject) {
            case Subject.Cluster cluster -> Optional.of(SeriesOwner.all(NodeType.STORAGE));
            case Subject.Node node when node.type() == NodeType.META -> Optional.of(SeriesOwner.target(NodeType.META, (int) node.id()));
            case Subject.Target target -> Optional.of(new SeriesOwner.OfTarget(target.target()));
            default -> Optional.empty();
        };
    }
}
