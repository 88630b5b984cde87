package org.apiaryfs.ui.monitoring.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.ReachedNode;
import org.apiaryfs.admin.StreamRoute;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.Concern;
import org.eclipse.osgi.util.NLS;

/** What is known of a server or a client. Stateless. */
public final class NodeFacts {
    /** BeeGFS's clients call themselves by their process, the time of their mount and their host. */
    private static final Pattern MOUNTED = Pattern.compile("[0-9A-F]+-([0-9A-F]{8})-.+");
    private static final Instant EARLIEST = Instant.parse("2010-01-01T00:00:00Z"); // before that it isn't a time
    private static final Duration CLOCKS = Duration.ofDays(1); // that others may go before this one

    private NodeFacts() { }

    public static List<Fact> of(ClusterSnapshot snapshot, ClusterNode node, Instant now) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(Messages.name, node.alias()));
        facts.add(new Fact(Messages.type, SubjectTexts.kind(node.type())));
        facts.add(new Fact(Messages.id, Long.toString(node.id())));
        List<ClusterTarget> targets = snapshot.targetsOf(node);
        if (node.type() == NodeType.META) {
            targets.forEach(target -> facts.addAll(TargetFacts.states(target)));
            facts.add(new Fact(Messages.root, snapshot.ownsRoot(node) ? Messages.yes : Messages.no));
            facts.addAll(TargetFacts.groups(snapshot, NodeType.META, (int) node.id()));
        } else if (node.type() == NodeType.STORAGE) {
            facts.add(new Fact(Messages.targets, Integer.toString(targets.size()), targets.isEmpty() ? Concern.WARNING : Concern.NONE));
        } else if (node.type() == NodeType.CLIENT) {
            mounted(node.alias(), now).ifPresent(since -> facts.add(new Fact(Messages.since, time(since))));
        }
        for (ClusterNode.Interface one : node.interfaces()) {
            facts.add(new Fact(NLS.bind(Messages.networkInterface, one.name(), one.kind()), one.address().getHostAddress()));
        }
        if (node.tcpPort() != 0) {
            facts.add(new Fact(Messages.tcpPort, Integer.toString(node.tcpPort())));
        }
        facts.add(new Fact(Messages.udpPort, Integer.toString(node.udpPort())));
        facts.addAll(TargetFacts.space(targets));
        return facts;
    }

    /** Since when a client has been mounted, if its name tells. */
    public static Optional<Instant> mounted(String alias, Instant now) {
        Matcher matcher = MOUNTED.matcher(alias);
        return matcher.matches() ? Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1), 16)))
                .filter(time -> time.isAfter(EARLIEST) && time.isBefore(now.plus(CLOCKS))) : Optional.empty();
    }

    static String time(Instant instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM).withLocale(Locale.getDefault(Locale.Category.FORMAT))
                .format(instant.atZone(ZoneId.systemDefault()));
    }

    /** How a server can be reached from here. */
    public static List<Fact> reached(ReachedNode reached) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(Messages.datagrams, reached.datagrams() ? Messages.answered : Messages.unanswered,
                reached.datagrams() ? Concern.NONE : Concern.ERROR));
        reached.stream().ifPresent(stream -> facts.add(new Fact(Messages.stream, route(stream), stream.fallback() ? Concern.WARNING : Concern.NONE)));
        reached.problem().ifPresent(problem -> facts.add(new Fact(Messages.stream, problem.sentence(), Concern.ERROR)));
        reached.roundTrip().ifPresent(trip -> facts.add(new Fact(Messages.roundTrip, NLS.bind(Messages.milliseconds,
                String.format(Locale.ROOT, "%.2f", trip.toNanos() / 1e6)))));
        return facts;
    }

    private static String route(StreamRoute stream) {
        return NLS.bind(stream.fallback() ? Messages.routeFallback : Messages.route, stream.address(), stream.kind());
    }
}
