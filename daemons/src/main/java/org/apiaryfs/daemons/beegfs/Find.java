package org.apiaryfs.daemons.beegfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apiaryfs.admin.HostNames;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.admin.TargetSet;
import org.apiaryfs.admin.WalkVisitor;
import org.apiaryfs.admin.WalkedEntry;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StatData;

/** Files that are on certain servers or targets (spec admin §3.5). Stateless. */
final class Find {
    static final String USAGE = """
            <path>             A directory or file in a mount.
            --unmounted        The path counts from the root of the cluster's file system.
            --targetid=<id> | --nodeid=<id> | --storagepoolid=<id>  Where the files are (one of them is needed).
            --nodetype=<storage|meta>  Kind of the node (default: storage); meta finds entries by their metadata.
            --nomirrors        Leave mirrored files out.
            --onlyallocated    Only files with data on the target.
            --uid=<n,…>, --user=<name,…>, --gid=<n,…>, --group=<name,…>  Only files of these owners, or groups.
            --size=<size>      Only files of at least that size; if negative, of at most that size.
            --entryid=<id>     Only the file with this entry ID.
            """;

    private Find() {}

    static Mode.Action parse(ModeArguments a) throws ModeException {
        EntryPaths path = EntryPaths.take(a);
        NodeType type = a.nodeType(NodeType.META, NodeType.STORAGE).orElse(NodeType.STORAGE);
        boolean allocated = a.flag("onlyallocated");
        Predicate<WalkedEntry> filter = filter(a);
        if (type == NodeType.META) {
            int node = a.requiredId("nodeid");
            a.flag("nomirrors");
            return run -> {
                run.connect();
                return find(run, path, filter.and(e -> e.details().owner() == node));
            };
        }
        TargetName name = TargetName.take(a);
        return run -> {
            TargetSet targets = name.in(run.connect());
            return find(run, path, filter.and(allocated ? targets::holdsDataOf : targets::holds));
        };
    }

    private static int find(ModeRun run, EntryPaths path, Predicate<WalkedEntry> wanted) throws ModeException, InterruptedException {
        int code = ExitCode.OK;
        for (String start : path.resolved(run)) {
            code = Math.max(code, walk(run, start, entry -> {
                if (wanted.test(entry)) {
                    run.line(path.shown(start, entry.details().path()));
                    if (run.unread()) {
                        Thread.currentThread().interrupt(); // ends the walk, whose thread this is
                    }
                }
            }));
        }
        return code;
    }

    /** Walks below a path; what can't be looked at is told, and makes the exit code another. */
    private static int walk(ModeRun run, String start, Consumer<WalkedEntry> each) throws ModeException, InterruptedException {
        boolean[] failed = {false};
        CompletableFuture<Void> walk = run.cluster().entries().walk(start, new WalkVisitor() {
            @Override
            public void found(WalkedEntry entry) {
                each.accept(entry);
            }

            @Override
            public void failed(String path, Problem problem) {
                failed[0] = true;
                run.error(path + ": " + problem.sentence());
            }
        });
        try {
            ModeRun.get(walk);
        } catch (ModeException e) {
            if (run.unread()) {
                return ExitCode.FAILED;
            }
            throw e;
        }
        return failed[0] ? ExitCode.INCOMPLETE : ExitCode.OK;
    }

    /** Takes the filters by owner, size and ID. */
    static Predicate<WalkedEntry> filter(ModeArguments a) throws ModeException {
        Predicate<WalkedEntry> all = e -> true;
        List<Integer> users = owners(a, "uid", "user", Quotas.Kind.USER);
        List<Integer> groups = owners(a, "gid", "group", Quotas.Kind.GROUP);
        if (!users.isEmpty()) {
            all = all.and(e -> e.stat().filter(s -> users.contains(s.uid())).isPresent());
        }
        if (!groups.isEmpty()) {
            all = all.and(e -> e.stat().filter(s -> groups.contains(s.gid())).isPresent());
        }
        Optional<String> size = a.value("size");
        if (size.isPresent()) {
            boolean most = size.get().startsWith("-");
            long limit = new ModeArguments(List.of("--size=" + size.get().substring(most || size.get().startsWith("+") ? 1 : 0))).size("size").orElse(0L);
            all = all.and(e -> e.stat().filter(s -> most ? s.size() <= limit : s.size() >= limit).isPresent());
        }
        Optional<String> id = a.value("entryid");
        return id.isEmpty() ? all : all.and(e -> e.details().entryId().equals(id.get()));
    }

    private static List<Integer> owners(ModeArguments a, String numbers, String names, Quotas.Kind kind) throws ModeException {
        List<Integer> owners = new ArrayList<>(ModeArguments.ids("--" + numbers, a.value(numbers).orElse(""), 0xffff_ffffL));
        Optional<String> named = a.value(names);
        if (named.isPresent()) {
            HostNames known = new HostNames(kind);
            for (String name : named.get().split(",")) {
                try {
                    owners.add(known.parse(name.trim()));
                } catch (IllegalArgumentException e) {
                    throw ModeException.badArguments(e.getMessage());
                }
            }
        }
        return owners;
    }
}
