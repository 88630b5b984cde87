package org.apiaryfs.daemons.beegfs;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.Disposal;
import org.apiaryfs.admin.EntryDetails;
import org.apiaryfs.admin.NewDirectory;
import org.apiaryfs.admin.NewFile;
import org.apiaryfs.protocol.id.HashDirs;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;

/** Making and mending single entries (spec admin §3.4). Stateless. */
final class EntryModes {
    static final String FILE_USAGE = """
            <path>             The file, in a mount.
            --unmounted        The path counts from the root of the cluster's file system.
            --storagepoolid=<id>|default|inherit  Storage pool, or that of the directory; or
            --targets=<ids>    storage targets, for buddymirror the groups, in stripe order. One of both is needed.
            --force            Allow targets of several storage pools.
            --pattern=<raid0|buddymirror>, --chunksize=<size>, --numtargets=<n>  Otherwise as in the directory.
            --access=<octal>   Permissions (default: 0644).
            --uid=<n>, --gid=<n>  Owner and group (default: 0).
            """;
    static final String DIRECTORY_USAGE = """
            <path>             The directory, in a mount.
            --unmounted        The path counts from the root of the cluster's file system.
            --nodes=<ids>      Metadata servers, in a mirrored directory the groups, to choose the owner of.
            --nomirror         Don't mirror it although its parent is.
            --access=<octal>   Permissions (default: 0755).
            --uid=<n>, --gid=<n>  Owner and group (default: 0).
            """;
    static final String INODE_USAGE = """
            <path>             The file, in a mount.
            --unmounted        The path counts from the root of the cluster's file system.
            --operation=<deinline|reinline>  Take the inode out of the directory entry, or put it there (needed).
            """;
    static final String REFRESH_USAGE = """
            <path>             A file or directory in a mount; "-" reads paths from standard input.
            --unmounted        The path counts from the root of the cluster's file system.
            """;
    static final String REMOVE_USAGE = """
            <path>             The name, in a mount. What it names stays behind.
            --unmounted        The path counts from the root of the cluster's file system.
            """;
    static final String DISPOSE_USAGE = """
            --printnodes       Show each metadata server.
            --printfiles       Show the entry IDs.
            --printstats       Show a summary.
            --dispose          Remove the files that nobody has open any more.
            """;
    static final String HASH_USAGE = """
            <entryID>          An entry ID.
            --type=<inode|dentry>  What is looked for (needed).
            """;
    private static final int FILE_MODE = 0644;
    private static final int DIRECTORY_MODE = 0755;
    private static final long MAX_ID = 0xffff_ffffL;

    private EntryModes() {}

    private static int owner(ModeArguments a, String key) throws ModeException {
        return a.number(key, 0, MAX_ID).orElse(0L).intValue();
    }

    static Mode.Action createFile(ModeArguments a) throws ModeException {
        EntryPaths path = EntryPaths.take(a);
        if (a.has("storagepoolid") == a.has("targets")) {
            throw ModeException.badArguments("Exactly one of --storagepoolid and --targets must be set.");
        }
        List<Integer> targets = a.ids("targets");
        Optional<Integer> pool = a.is("storagepoolid", "inherit") ? Optional.empty() : PatternOptions.pool(a);
        PatternOptions pattern = PatternOptions.take(a);
        boolean force = a.flag("force");
        NewFile file = new NewFile(owner(a, "uid"), owner(a, "gid"), a.mode("access").orElse(FILE_MODE), pattern.chunkSize(), pattern.targets(), pool,
                pattern.type(), targets);
        return run -> {
            checkTargets(run.connect(), targets, pattern.type().equals(Optional.of(StripePattern.BUDDY_MIRROR)), force);
            for (String one : path.resolved(run)) {
                ModeRun.get(run.cluster().entries().createFile(one, file));
                run.line("Operation succeeded.");
            }
            return ExitCode.OK;
        };
    }

    private static void checkTargets(ClusterSnapshot snapshot, List<Integer> targets, boolean groups, boolean force) throws ModeException {
        for (int id : targets) {
            boolean known = groups ? snapshot.groups().stream().anyMatch(g -> g.kind() == NodeType.STORAGE && g.id() == id)
                    : snapshot.targets(NodeType.STORAGE).stream().anyMatch(t -> t.id() == id);
            if (!known) {
                throw new ModeException(ExitCode.FAILED, groups ? "Given mirror group " + id + " doesn't exist." : "Given target " + id + " doesn't exist.");
            }
        }
        if (!force && targets.stream().map(id -> snapshot.pools().stream().filter(p -> (groups ? p.groups() : p.targets()).contains(id)).findFirst())
                .distinct().count() > 1) {
            throw new ModeException(ExitCode.FAILED, "The given targets are in several storage pools. Override with --force.");
        }
    }

    static Mode.Action createDirectory(ModeArguments a) throws ModeException {
        EntryPaths path = EntryPaths.take(a);
        NewDirectory directory = new NewDirectory(owner(a, "uid"), owner(a, "gid"), a.mode("access").orElse(DIRECTORY_MODE), a.ids("nodes"), a.flag("nomirror"));
        return run -> {
            run.connect();
            for (String one : path.resolved(run)) {
                ModeRun.get(run.cluster().entries().createDirectory(one, directory));
                run.line("Operation succeeded.");
            }
            return ExitCode.OK;
        };
    }

    static Mode.Action moveInode(ModeArguments a) throws ModeException {
        EntryPaths path = EntryPaths.take(a);
        String operation = a.value("operation").orElse("");
        if (!List.of("deinline", "reinline").contains(operation)) {
            throw ModeException.badArguments("Invalid operation specified; expected --operation=deinline or --operation=reinline.");
        }
        return run -> {
            run.connect();
            for (String one : path.resolved(run)) {
                ModeRun.get(run.cluster().entries().moveInode(one, operation.equals("reinline")));
                run.line("Operation succeeded.");
            }
            return ExitCode.OK;
        };
    }

    static Mode.Action refresh(ModeArguments a) throws ModeException {
        EntryPaths paths = EntryPaths.take(a);
        return run -> {
            run.connect();
            for (String path : paths.resolved(run)) {
                show(run, ModeRun.get(run.cluster().entries().refresh(path)));
                run.line("Refresh complete.");
            }
            return ExitCode.OK;
        };
    }

    private static void show(ModeRun run, EntryDetails entry) {
        run.line("Metadata node: " + entry.ownerAlias().orElse("<unknown(" + entry.owner() + ")>"));
        run.line("EntryID: " + entry.entryId());
    }

    static Mode.Action removeName(ModeArguments a) throws ModeException {
        EntryPaths paths = EntryPaths.take(a);
        return run -> {
            run.connect();
            for (String path : paths.resolved(run)) {
                show(run, ModeRun.get(run.cluster().entries().removeName(path)));
                run.line("Removal succeeded.");
            }
            return ExitCode.OK;
        };
    }

    static Mode.Action dispose(ModeArguments a) {
        boolean nodes = a.flag("printnodes");
        boolean files = a.flag("printfiles");
        a.flag("printstats"); // the summary is always shown
        boolean dispose = a.flag("dispose");
        return run -> {
            ClusterSnapshot snapshot = run.connect();
            long all = 0;
            long disposed = 0;
            boolean failed = false;
            for (ClusterNode node : snapshot.nodes(NodeType.META)) {
                List<Disposal.Leftover> leftovers = ModeRun.get(run.cluster().disposal().list((int) node.id()));
                all += leftovers.size();
                if (nodes && !leftovers.isEmpty()) {
                    run.line("Node: " + ModeRun.text(node));
                    run.line("#Entries: " + leftovers.size());
                }
                for (Disposal.Leftover leftover : leftovers) {
                    if (files) {
                        run.line(leftover.entryId());
                    }
                    if (dispose) {
                        switch (outcome(run, node, leftover)) {
                            case DISPOSED -> disposed++;
                            case IN_USE -> run.line("[" + leftover.entryId() + "] File still in use");
                            case FAILED -> failed = true;
                        }
                    }
                }
            }
            run.line("===");
            run.line("Disposed / Total: " + disposed + "/" + all);
            return failed ? ExitCode.FAILED : ExitCode.OK;
        };
    }

    private static Disposal.Outcome outcome(ModeRun run, ClusterNode node, Disposal.Leftover leftover) throws InterruptedException {
        try {
            return run.cluster().disposal().dispose((int) node.id(), leftover).get();
        } catch (ExecutionException e) {
            run.error("[" + leftover.entryId() + "] " + AdminException.problemOf(e).sentence());
            return Disposal.Outcome.FAILED;
        }
    }

    static Mode.Action hash(ModeArguments a) throws ModeException {
        String type = a.value("type").orElse("");
        if (!List.of("inode", "dentry").contains(type)) {
            throw ModeException.badArguments("--type=inode or --type=dentry must be set.");
        }
        String id = a.word("entry ID");
        return run -> {
            run.line("Hash dir: " + (type.equals("inode") ? "inodes/" : "dentries/") + HashDirs.of(id).path() + "/" + id);
            return ExitCode.OK;
        };
    }
}
