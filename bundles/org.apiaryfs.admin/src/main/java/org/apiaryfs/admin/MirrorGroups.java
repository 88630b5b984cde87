package org.apiaryfs.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.GetTargetStates;
import org.apiaryfs.protocol.node.GetTargetStatesResp;
import org.apiaryfs.protocol.node.RemoveBuddyGroup;
import org.apiaryfs.protocol.node.SetMetadataMirroring;
import org.apiaryfs.protocol.node.SetMirrorBuddyGroup;
import org.apiaryfs.protocol.node.SetMirrorBuddyGroupResp;
import org.apiaryfs.protocol.node.SetTargetConsistencyStates;
import org.apiaryfs.protocol.storage.GetMetaResyncStats;
import org.apiaryfs.protocol.storage.GetMetaResyncStatsResp;
import org.apiaryfs.protocol.storage.GetStorageResyncStats;
import org.apiaryfs.protocol.storage.GetStorageResyncStatsResp;
import org.apiaryfs.protocol.storage.ResyncState;
import org.apiaryfs.protocol.storage.SetLastBuddyCommOverride;

/**
 * Mirror groups and the copying within them (spec admin §3.9). {@link MirrorPlan} says which ones could be made.
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link AdminException}.
 */
public final class MirrorGroups {
    private static final Duration LOOK = Duration.ofSeconds(2); // pause between looks
    private static final int LOOKS = 60;

    private final Link link;

    MirrorGroups(Link link) {
        this.link = link;
    }

    /**
     * Makes a group. Needs mgmtd.
     *
     * @param kind STORAGE or META
     * @param id wanted; empty = the smallest free one
     * @return its ID
     */
    public CompletableFuture<Integer> add(NodeType kind, Optional<Integer> id, int primary, int secondary) {
        return link.change(session -> add(session, kind, id, primary, secondary));
    }

    /** Makes several groups with the numbers that they say, one after the other; those before one that is refused stay. Needs mgmtd. */
    public CompletableFuture<Void> addAll(List<MirrorGroup> groups) {
        return link.change(session -> {
            for (MirrorGroup group : groups) {
                add(session, group.kind(), Optional.of(group.id()), group.primary(), group.secondary());
            }
            return null;
        });
    }

    private static int add(Session session, NodeType kind, Optional<Integer> id, int primary, int secondary)
            throws AdminException, FsException, InterruptedException {
        check(session.view().current(), kind, primary, secondary);
        SetMirrorBuddyGroupResp answer = session.askManagement(
                new SetMirrorBuddyGroup(kind.number(), primary, secondary, id.orElse(0), false, ""), SetMirrorBuddyGroupResp.class);
        FsError error = FsError.ofCode(answer.result());
        return switch (error) {
            case SUCCESS -> answer.groupId();
            case EXISTS -> throw Problems.refused(Texts.of("group_exists", id.orElse(0)));
            case IN_USE -> throw Problems.refused(Texts.of("group_taken", primary, secondary));
            case UNKNOWN_TARGET, UNKNOWN_NODE -> throw Problems.refused(Texts.of("group_noMember", primary, secondary));
            default -> throw Problems.refusedByManagement(error);
        };
    }

    private static void check(ClusterMap map, NodeType kind, int primary, int secondary) throws AdminException {
        if (primary == secondary) {
            throw Problems.badRequest(Texts.of("group_same"));
        }
        if (kind == NodeType.META && map.root().known() && !map.root().mirrored() && map.root().id() == secondary) {
            throw Problems.badRequest(Texts.of("group_root", secondary));
        }
        if (kind == NodeType.STORAGE && map.pools().values().stream().anyMatch(p -> p.targets().contains(primary) != p.targets().contains(secondary))) {
            throw Problems.badRequest(Texts.of("group_pools", primary, secondary));
        }
    }

    /**
     * Removes a group of storage targets. Needs mgmtd and both servers.
     *
     * @param dryRun whether only to find out if it can be removed
     * @param force whether to remove it although there are chunks of mirrored files on it, which are lost then
     */
    public CompletableFuture<Void> remove(int group, boolean dryRun, boolean force) {
        return link.change(session -> {
            FsError error = session.askManagement(new RemoveBuddyGroup(NodeType.STORAGE.number(), group, dryRun, force), ResultResp.class).error();
            return switch (error) {
                case SUCCESS -> null;
                case NOT_EMPTY -> throw Problems.refused(Texts.of("group_used", group));
                case UNKNOWN_TARGET -> throw Problems.refused(Texts.of("missing_storageGroup", group));
                default -> throw Problems.refusedByManagement(error);
            };
        });
    }

    /** Makes the root directory a mirrored one; clients have to be gone, servers to be restarted afterwards. Needs mgmtd and the root's owner. */
    public CompletableFuture<Void> mirrorMetadata() {
        return link.change(session -> {
            FsError error = session.askManagement(new SetMetadataMirroring(), ResultResp.class).error();
            if (!error.ok()) {
                throw Problems.refusedByManagement(error);
            }
            return null;
        });
    }

    /** A group by its ID, or by one of its members. @throws AdminException if there is none */
    private static Map.Entry<Integer, BuddyGroup> group(Session session, NodeType kind, int id, boolean byMember) throws AdminException {
        return session.view().current().states(kind).groups().entrySet().stream()
                .filter(e -> byMember ? e.getValue().primary() == id || e.getValue().secondary() == id : e.getKey() == id).findFirst()
                .orElseThrow(() -> Problems.badRequest(Texts.of(!byMember ? "missing_group"
                        : kind == NodeType.META ? "group_notOfNode" : "group_notOfTarget", id)));
    }

    /**
     * How copying within a group goes. Needs the primary's server.
     *
     * @param byMember whether the ID is that of one of the two members
     */
    public CompletableFuture<ResyncJob> resync(NodeType kind, int id, boolean byMember) {
        return link.look(session -> {
            int primary = group(session, kind, id, byMember).getValue().primary();
            return kind == NodeType.META ? of(session.ask(NodeType.META, primary, new GetMetaResyncStats(), GetMetaResyncStatsResp.class))
                    : of(session.askTarget(primary, new GetStorageResyncStats(primary), GetStorageResyncStatsResp.class));
        });
    }

    private static ResyncJob of(GetStorageResyncStatsResp s) {
        Map<ResyncJob.Counter, Long> counters = new EnumMap<>(ResyncJob.Counter.class);
        counters.put(ResyncJob.Counter.DISCOVERED_DIRS, s.discoveredDirs());
        counters.put(ResyncJob.Counter.DISCOVERED_FILES, s.discoveredFiles());
        counters.put(ResyncJob.Counter.DIR_CANDIDATES, s.matchedDirs());
        counters.put(ResyncJob.Counter.FILE_CANDIDATES, s.matchedFiles());
        counters.put(ResyncJob.Counter.SYNCED_DIRS, s.syncedDirs());
        counters.put(ResyncJob.Counter.SYNCED_FILES, s.syncedFiles());
        counters.put(ResyncJob.Counter.DIR_ERRORS, s.errorDirs());
        counters.put(ResyncJob.Counter.FILE_ERRORS, s.errorFiles());
        return new ResyncJob(s.resyncState(), ResyncJob.time(s.startTime()), ResyncJob.time(s.endTime()), counters);
    }

    private static ResyncJob of(GetMetaResyncStatsResp s) {
        Map<ResyncJob.Counter, Long> counters = new EnumMap<>(ResyncJob.Counter.class);
        counters.put(ResyncJob.Counter.DISCOVERED_DIRS, s.dirsDiscovered());
        counters.put(ResyncJob.Counter.DISCOVERY_ERRORS, s.gatherErrors());
        counters.put(ResyncJob.Counter.SYNCED_DIRS, s.dirsSynced());
        counters.put(ResyncJob.Counter.SYNCED_FILES, s.filesSynced());
        counters.put(ResyncJob.Counter.DIR_ERRORS, s.dirErrors());
        counters.put(ResyncJob.Counter.FILE_ERRORS, s.fileErrors());
        counters.put(ResyncJob.Counter.SESSIONS_TO_SYNC, s.sessionsToSync());
        counters.put(ResyncJob.Counter.SYNCED_SESSIONS, s.sessionsSynced());
        counters.put(ResyncJob.Counter.SESSION_ERROR, s.sessionSyncErrors() ? 1L : 0L);
        counters.put(ResyncJob.Counter.SYNCED_MODIFICATIONS, s.modObjectsSynced());
        counters.put(ResyncJob.Counter.MODIFICATION_ERRORS, s.modSyncErrors());
        return new ResyncJob(s.resyncState(), ResyncJob.time(s.startTime()), ResyncJob.time(s.endTime()), counters);
    }

    /**
     * Has the primary copy to the secondary anew. Needs both servers, and mgmtd.
     *
     * @param byMember whether the ID is that of one of the two members
     * @param since storage only: only what was changed from then on; empty = as the servers think right
     * @param restart whether a job that runs is given up for it
     */
    public CompletableFuture<Void> startResync(NodeType kind, int id, boolean byMember, Optional<Instant> since, boolean restart) {
        return link.change(session -> {
            BuddyGroup group = group(session, kind, id, byMember).getValue();
            if (!restart && state(session, kind, group.primary()) == ResyncState.RUNNING) {
                throw Problems.refused(Texts.of("resync_running"));
            }
            if (kind == NodeType.STORAGE && (since.isPresent() || restart)) {
                overrideLastContact(session, group.primary(), since, restart);
            }
            if (restart) {
                awaitEndOfJob(session, kind, group.secondary());
            }
            FsError error = session.ask(kind, Targets.server(session, kind, group.secondary()), new SetTargetConsistencyStates(kind.number(),
                    List.of(group.secondary()), List.of(Consistency.NEEDS_RESYNC.number()), "", false), ResultResp.class).error();
            if (!error.ok()) {
                throw Problems.refused(Texts.of("refused_secondary", Texts.of(error)));
            }
            return null;
        });
    }

    private static ResyncState state(Session session, NodeType kind, int primary) throws FsException, InterruptedException {
        return kind == NodeType.META ? session.ask(NodeType.META, primary, new GetMetaResyncStats(), GetMetaResyncStatsResp.class).resyncState()
                : session.askTarget(primary, new GetStorageResyncStats(primary), GetStorageResyncStatsResp.class).resyncState();
    }

    /** The job that is given up has left the secondary in another state only when it has ended. */
    private static void awaitEndOfJob(Session session, NodeType kind, int secondary) throws AdminException, FsException, InterruptedException {
        for (int i = 0; i < LOOKS; i++) {
            GetTargetStatesResp states = session.askManagement(new GetTargetStates(kind.number()), GetTargetStatesResp.class);
            int index = states.ids().indexOf(secondary);
            if (index < 0 || states.consistency().get(index) != Consistency.NEEDS_RESYNC.number()) {
                return;
            }
            Thread.sleep(LOOK);
        }
        throw Problems.refused(Texts.of("resync_notEnded", LOOK.multipliedBy(LOOKS).toSeconds()));
    }

    private static void overrideLastContact(Session session, int primary, Optional<Instant> since, boolean abort)
            throws FsException, InterruptedException, AdminException {
        FsError error = session.askTarget(primary, new SetLastBuddyCommOverride(primary, since.map(Instant::getEpochSecond).orElse(0L), abort),
                ResultResp.class).error();
        if (!error.ok()) {
            throw Problems.refused(Texts.of("refused_primary", Texts.of(error)));
        }
    }
}
