package org.apiaryfs.daemons.beegfs;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.apiaryfs.admin.ResyncJob;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;

/** Whether the members of mirror groups are the same: starts and watches copying, sets states (spec admin §3.9). Stateless. */
final class ResyncModes {
    static final String RESYNC_USAGE = """
            --nodetype=<meta|storage>  Kind of group (needed).
            --targetid=<id> | --nodeid=<id> | --mirrorgroupid=<id>  A member (storage, meta), or the group.
            --timestamp=<seconds since 1970>  Storage: only what was changed since then.
            --timespan=<n>s|m|h|d  Storage: only what was changed within that time.
            --restart          Storage: give up a resynchronisation that runs.
            """;
    static final String STATS_USAGE = """
            --nodetype=<meta|storage>  Kind of group (needed).
            --targetid=<id> | --nodeid=<id> | --mirrorgroupid=<id>  A member (storage, meta), or the group.
            """;
    static final String STATE_USAGE = """
            --nodetype=<meta|storage>  Kind (needed).
            --targetid=<id> | --nodeid=<id>  The target, or the metadata node.
            --state=<good|bad> New state; good needs --force, since data can be lost.
            --force            Needed for good.
            """;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT).withZone(ZoneId.systemDefault());

    private ResyncModes() {}

    /**
     * A group, by itself or by a member. Immutable.
     *
     * @param kind META or STORAGE
     * @param byMember whether the number is a member's
     */
    private record Selected(NodeType kind, int id, boolean byMember) {
        static Selected take(ModeArguments a) throws ModeException {
            NodeType kind = a.requiredNodeType(NodeType.META, NodeType.STORAGE);
            Optional<Integer> member = a.id(kind == NodeType.META ? "nodeid" : "targetid");
            Optional<Integer> group = a.id("mirrorgroupid");
            if (member.isPresent() == group.isPresent()) {
                throw ModeException.badArguments("Exactly one of " + (kind == NodeType.META ? "--nodeid" : "--targetid") + " and --mirrorgroupid must be set.");
            }
            return new Selected(kind, member.orElseGet(group::get), member.isPresent());
        }
    }

    static Mode.Action startResync(ModeArguments a) throws ModeException {
        Selected selected = Selected.take(a);
        Optional<Long> timestamp = a.number("timestamp", 1, Instant.MAX.getEpochSecond());
        Optional<Duration> span = span(a.value("timespan"));
        boolean restart = a.flag("restart");
        if (selected.kind == NodeType.META && (timestamp.isPresent() || span.isPresent() || restart)) {
            throw ModeException.badArguments("--timestamp, --timespan and --restart are for storage targets.");
        }
        if (timestamp.isPresent() && span.isPresent()) {
            throw ModeException.badArguments("--timestamp and --timespan can't be used together.");
        }
        return run -> {
            run.connect();
            Optional<Instant> since = timestamp.map(Instant::ofEpochSecond).or(() -> span.map(s -> Instant.now().minus(s)));
            ModeRun.get(run.cluster().mirrorGroups().startResync(selected.kind, selected.id, selected.byMember, since, restart));
            run.line("Resync request sent. ");
            return ExitCode.OK;
        };
    }

    private static Optional<Duration> span(Optional<String> text) throws ModeException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.get().matches("\\d{1,9}[smhd]")) {
            throw ModeException.badArguments("Invalid time span: '" + text.get() + "'; expected such as 30s, 10m, 5h or 2d.");
        }
        long number = Long.parseLong(text.get().substring(0, text.get().length() - 1));
        return Optional.of(switch (text.get().charAt(text.get().length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        });
    }

    static Mode.Action stats(ModeArguments a) throws ModeException {
        Selected selected = Selected.take(a);
        return run -> {
            run.connect();
            ResyncJob job = ModeRun.get(run.cluster().mirrorGroups().resync(selected.kind, selected.id, selected.byMember));
            run.line("Job state: " + switch (job.state()) {
                case NOT_STARTED -> "Not started";
                case RUNNING -> "Running";
                case SUCCESS -> "Completed successfully";
                case INTERRUPTED -> "Interrupted";
                case FAILURE -> "Failed";
                case ERRORS -> "Completed with errors";
            });
            job.start().ifPresent(t -> run.line("Job start time: " + TIME.format(t)));
            job.end().ifPresent(t -> run.line("Job end time: " + TIME.format(t)));
            job.counters().forEach((counter, value) -> run.line(label(counter) + (counter == ResyncJob.Counter.SESSION_ERROR ? value == 0 ? "No" : "Yes" : value)));
            return ExitCode.OK;
        };
    }

    private static String label(ResyncJob.Counter counter) {
        return switch (counter) {
            case DISCOVERED_DIRS -> "# of discovered dirs: ";
            case DISCOVERED_FILES -> "# of discovered files: ";
            case DIR_CANDIDATES -> "# of dir sync candidates: ";
            case FILE_CANDIDATES -> "# of file sync candidates: ";
            case DISCOVERY_ERRORS -> "# of discovery errors: ";
            case SYNCED_DIRS -> "# of synced dirs: ";
            case SYNCED_FILES -> "# of synced files: ";
            case DIR_ERRORS -> "# of dir sync errors: ";
            case FILE_ERRORS -> "# of file sync errors: ";
            case SESSIONS_TO_SYNC -> "# of client sessions to sync: ";
            case SYNCED_SESSIONS -> "# of synced client sessions: ";
            case SESSION_ERROR -> "session sync error: ";
            case SYNCED_MODIFICATIONS -> "# of modification objects synced: ";
            case MODIFICATION_ERRORS -> "# of modification sync errors: ";
        };
    }

    static Mode.Action setState(ModeArguments a) throws ModeException {
        NodeType kind = a.requiredNodeType(NodeType.META, NodeType.STORAGE);
        int id = a.requiredId(kind == NodeType.META ? "nodeid" : "targetid");
        String word = a.value("state").orElse("");
        boolean force = a.flag("force");
        Consistency state = switch (word) {
            case "good" -> Consistency.GOOD;
            case "bad" -> Consistency.BAD;
            default -> throw ModeException.badArguments("--state=good or --state=bad must be set.");
        };
        if (state == Consistency.GOOD && !force) {
            throw ModeException.badArguments("If state should be set to \"good\", --force must be given.");
        }
        return run -> {
            run.connect();
            if (!run.confirmed("The state of " + (kind == NodeType.META ? "metadata node " : "target ") + id + " will be set to " + word
                    + (state == Consistency.GOOD ? ", whether its data is right or not." : "; its data will be copied anew from the other member of its group."))) {
                return ExitCode.OK;
            }
            ModeRun.get(run.cluster().targets().setState(kind, id, state));
            run.line("Successfully set state.");
            return ExitCode.OK;
        };
    }
}
