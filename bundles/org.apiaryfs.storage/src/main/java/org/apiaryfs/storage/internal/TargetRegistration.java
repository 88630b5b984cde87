package org.apiaryfs.storage.internal;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.node.Member;
import org.apiaryfs.node.StartException;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.id.EntryIdGenerator;
import org.apiaryfs.protocol.node.RequestExceededQuota;
import org.apiaryfs.protocol.node.RequestExceededQuotaResp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the start in which mgmtd learns of this server's targets (spec mgmtd §14.3). One thread. */
final class TargetRegistration {
    private static final Logger LOG = LoggerFactory.getLogger(TargetRegistration.class);

    private final Member member;
    private final List<TargetDirectory> directories;

    TargetRegistration(Member member, List<TargetDirectory> directories) {
        this.member = member;
        this.directories = directories;
    }

    /**
     * Registers all targets and writes down the numbers that they have.
     *
     * @return the numbers, in the order of the directories
     * @throws StartException if mgmtd refuses one, or knows it under another number
     */
    List<Integer> register(InstantSource clock) throws StartException, InterruptedException {
        int node = member.self().id();
        EntryIdGenerator names = new EntryIdGenerator(clock, node);
        List<Integer> ids = new ArrayList<>();
        for (TargetDirectory directory : directories) {
            String alias = directory.alias(names::next);
            int wanted = directory.number().orElse(0);
            int id = member.untilReached("registration of target " + alias, () -> Await.of(member.mgmtd().registerTarget(alias, wanted)));
            if (id == 0) {
                throw new StartException("the management server refuses target '" + alias + "' (" + directory.store().path() + ")"
                        + (wanted == 0 ? "; does it allow new targets (sysAllowNewTargets)?" : " with number " + wanted + "; another target has that number"));
            }
            directory.registered(id, node);
            LOG.info("target registered: target={} alias={} directory={}", id, alias, directory.store().path());
            ids.add(id);
        }
        return ids;
    }

    /** Maps the targets to this server, new ones to the pools that they wish for. */
    void map(List<Integer> ids) throws FsException, StartException {
        Map<Integer, Integer> pools = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            pools.put(ids.get(i), directories.get(i).wantedPool());
        }
        Map<Integer, Integer> results = Await.of(member.mgmtd().mapTargets(pools, member.self().id()));
        for (int i = 0; i < ids.size(); i++) {
            FsError result = FsError.ofCode(results.getOrDefault(ids.get(i), FsError.UNKNOWN_TARGET.code()));
            if (result == FsError.UNKNOWN_POOL) {
                throw new StartException("storage pool " + pools.get(ids.get(i)) + " doesn't exist; correct or remove "
                        + directories.get(i).store().path().resolve("storagePoolID"));
            }
            if (!result.ok()) {
                throw new FsException(result, "the management server doesn't map target " + ids.get(i));
            }
            directories.get(i).poolJoined();
        }
    }

    /** Asks who has used up a limit, in the background: until the answers are there, writes are let through. */
    void requestExceededQuota(StorageContext context) {
        for (StorageTarget target : context.places().targets().all()) {
            for (int quota : new int[] {ExceededQuota.USER, ExceededQuota.GROUP}) {
                for (int limit : new int[] {ExceededQuota.SIZE, ExceededQuota.INODES}) {
                    member.mgmtd().ask(new RequestExceededQuota(quota, limit, 0, target.id()), RequestExceededQuotaResp.class)
                            .whenComplete((answer, error) -> {
                                if (error != null) {
                                    LOG.debug("exceeded quota not known: target={} error={}", target.id(), error.toString());
                                } else {
                                    accept(context, target, quota, limit, answer);
                                }
                            });
                }
            }
        }
    }

    private static void accept(StorageContext context, StorageTarget target, int quota, int limit, RequestExceededQuotaResp answer) {
        FsError error = FsError.ofCode(answer.error());
        if (error.ok()) {
            target.exceeded().set(quota, limit, answer.ids());
            context.enforceQuota().set(true);
        } else if (error == FsError.NOT_SUPPORTED) {
            context.enforceQuota().set(false);
        }
    }
}
