package org.apiaryfs.daemons.beegfs;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.MigrationListener;
import org.apiaryfs.admin.MigrationPlan;
import org.apiaryfs.admin.TargetSet;
import org.apiaryfs.admin.WalkedEntry;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * Moves files away from targets, by copying them (spec admin §3.5).
 *
 * @param path where, in a mount
 * @param name away from which targets
 * @param destination storage pool that they move to
 * @param filter only these files
 * @param verbose whether each file is named
 */
record Migrate(EntryPaths path, TargetName name, int destination, Predicate<WalkedEntry> filter, boolean verbose) implements Mode.Action {
    static final String USAGE = """
            <path>             A directory or file in a mount.
            --targetid=<id> | --nodeid=<id> | --storagepoolid=<id>  Away from where (one of them is needed).
            --destinationpoolid=<id>  Storage pool to move to (default: 1).
            --nomirrors        Leave mirrored files where they are.
            --uid=, --user=, --gid=, --group=, --size=, --entryid=  Only some files, as with --find.
            --verbose          Name each file.
            """;

    static Migrate parse(ModeArguments a) throws ModeException {
        a.nodeType(NodeType.STORAGE);
        EntryPaths path = EntryPaths.take(a);
        if (path.unmounted()) {
            throw ModeException.badArguments("--migrate copies files, so it needs a path in a mount.");
        }
        return new Migrate(path, TargetName.take(a), a.id("destinationpoolid").orElse(StripePattern.DEFAULT_POOL), Find.filter(a), a.flag("verbose"));
    }

    @Override
    public int run(ModeRun run) throws ModeException, InterruptedException {
        ClusterSnapshot snapshot = run.connect();
        TargetSet away = name.in(snapshot);
        Path mount = path.mount().orElseThrow(() -> ModeException.badArguments(path.word() + " is not in a mount of a cluster."));
        boolean[] failed = {false};
        for (String start : path.resolved(run)) {
            ModeRun.get(run.cluster().migrations().run(new MigrationPlan(mount, start, away, destination, filter), new MigrationListener() {
                @Override
                public void found(long files, long bytes) {
                    if (verbose) {
                        run.line("Files to migrate: " + files);
                    }
                }

                @Override
                public void done(Path file, long bytes, Outcome outcome) {
                    if (outcome == Outcome.SEVERAL_NAMES) {
                        run.line("File has several names and stays where it is: " + file);
                    } else if (verbose && outcome == Outcome.MOVED) {
                        run.line("Migrated: " + file);
                    }
                }

                @Override
                public void failed(String what, String why) {
                    failed[0] = true;
                    run.error(what + ": " + why);
                }
            }));
        }
        return failed[0] ? ExitCode.INCOMPLETE : ExitCode.OK;
    }
}
