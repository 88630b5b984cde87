package org.apiaryfs.daemons.beegfs;

import java.util.Optional;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.PatternChange;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * How new files of a directory are striped (spec admin §3.4).
 *
 * @param paths the directories
 * @param options what to change
 * @param pool storage pool, if that is to be changed
 * @param force whether mirroring is set although there is no group yet
 */
record SetPattern(EntryPaths paths, PatternOptions options, Optional<Integer> pool, boolean force) implements Mode.Action {
    static final String USAGE = """
            <path>             A directory in a mount; "-" reads paths from standard input.
            --unmounted        The path counts from the root of the cluster's file system.
            --chunksize=<size> A power of two, at least 64k.
            --numtargets=<n>   Number of targets of a file, at least 1.
            --storagepoolid=<id>|default  Storage pool of new files (root only).
            --pattern=<raid0|buddymirror> Kind of striping (root only).
            --force            Allow buddymirror although there is no mirror group.
            """;

    static SetPattern parse(ModeArguments a) throws ModeException {
        SetPattern parsed = new SetPattern(EntryPaths.take(a), PatternOptions.take(a), PatternOptions.pool(a), a.flag("force"));
        if (parsed.options.equals(new PatternOptions(Optional.empty(), Optional.empty(), Optional.empty())) && parsed.pool.isEmpty()) {
            throw ModeException.badArguments("Nothing to change; give --chunksize, --numtargets, --storagepoolid or --pattern.");
        }
        return parsed;
    }

    @Override
    public int run(ModeRun run) throws ModeException, InterruptedException {
        ClusterSnapshot snapshot = run.connect();
        int user = run.host().user();
        if (user != 0 && (pool.isPresent() || options.type().isPresent())) {
            throw ModeException.badArguments("Only root may set the storage pool or the pattern type.");
        }
        if (!force && options.type().equals(Optional.of(StripePattern.BUDDY_MIRROR)) && snapshot.groups().stream().noneMatch(g -> g.kind() == NodeType.STORAGE)) {
            throw new ModeException(ExitCode.FAILED, "Cannot set buddy mirroring when no groups have been defined. Override with --force.");
        }
        for (String path : paths.resolved(run)) {
            StripePattern now = ModeRun.get(run.cluster().entries().setPattern(path,
                    new PatternChange(options.chunkSize(), options.targets(), pool, options.type()), user == 0 ? Optional.empty() : Optional.of(user)));
            options.chunkSize().ifPresent(c -> run.line("New chunksize: " + now.chunkSize()));
            options.targets().ifPresent(t -> run.line("New number of storage targets: " + now.defaultTargets()));
            pool.ifPresent(p -> run.line("New storage pool ID: " + now.poolId()));
            run.line("");
        }
        return ExitCode.OK;
    }
}
