package org.apiaryfs.daemons.beegfs;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.EntryDetails;
import org.apiaryfs.admin.SizeText;
import org.apiaryfs.daemons.output.EntryWords;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * Where files and directories are and how they are striped (spec admin §3.4).
 *
 * @param paths the entries
 * @param verbose whether paths within servers are shown
 * @param mappings whether the servers of targets are shown
 */
record GetEntryInfo(EntryPaths paths, boolean verbose, boolean mappings) implements Mode.Action {
    static final String USAGE = """
            <path>             A file or directory in a mount; "-" reads paths from standard input.
            --unmounted        The path counts from the root of the cluster's file system.
            --verbose          Show where servers keep the entry.
            --nomappings       Don't show the servers of targets.
            --null             Paths from standard input end with a NUL byte.
            """;

    static GetEntryInfo parse(ModeArguments a) throws ModeException {
        return new GetEntryInfo(EntryPaths.takeWithNull(a), a.flag("verbose"), !a.flag("nomappings"));
    }

    @Override
    public int run(ModeRun run) throws ModeException, InterruptedException {
        ClusterSnapshot snapshot = run.connect();
        int code = ExitCode.OK;
        for (String path : paths.resolved(run)) {
            try {
                show(run, snapshot, run.cluster().entries().info(path).get());
            } catch (ExecutionException e) {
                run.error(AdminException.problemOf(e).sentence());
                code = ExitCode.FAILED;
            }
            if (paths.fromInput()) {
                run.line("");
            }
        }
        return code;
    }

    private void show(ModeRun run, ClusterSnapshot snapshot, EntryDetails entry) {
        run.line("Entry type: " + EntryWords.of(entry.type()));
        run.line("EntryID: " + entry.entryId());
        boolean directory = entry.type() == EntryType.DIRECTORY;
        if (verbose && directory) {
            run.line("ParentID: " + entry.parentId());
        }
        entry.ownerGroup().ifPresent(group -> run.line("Metadata buddy group: " + group));
        run.line((entry.ownerGroup().isPresent() ? "Current primary metadata node: " : "Metadata node: ") + ModeRun.text(snapshot, NodeType.META, entry.owner()));
        pattern(run, snapshot, entry.pattern(), directory);
        if (verbose) {
            entry.chunkPath().ifPresent(chunk -> run.line("Chunk path: " + chunk));
            run.line(entry.inlined() ? "Dentry path: " + entry.dentryPath() : "Inode hash path: " + entry.inodePath());
        }
    }

    private void pattern(ModeRun run, ClusterSnapshot snapshot, StripePattern pattern, boolean directory) {
        boolean groups = pattern.typeNumber() == StripePattern.BUDDY_MIRROR;
        run.line("Stripe pattern details:");
        run.line("+ Type: " + switch (pattern.typeNumber()) {
            case StripePattern.RAID0 -> "RAID0";
            case StripePattern.RAID10 -> "RAID10";
            case StripePattern.BUDDY_MIRROR -> "Buddy Mirror";
            default -> "Unknown (" + pattern.typeNumber() + ")";
        });
        run.line("+ Chunksize: " + SizeText.exact(pattern.chunkSize()));
        run.line("+ Number of storage targets: desired: " + pattern.defaultTargets() + (directory ? "" : "; actual: " + pattern.targets().size()));
        if (directory) {
            run.line("+ Storage Pool: " + pattern.poolId() + " (" + snapshot.pools().stream().filter(p -> p.id() == pattern.poolId())
                    .map(p -> p.description()).findFirst().orElse("<unknown>") + ")");
            return;
        }
        run.line(groups ? "+ Storage mirror buddy groups:" : "+ Storage targets:");
        for (int id : pattern.targets()) {
            run.line("  + " + id + (mappings && !groups ? " @ " + server(snapshot, id) : ""));
        }
    }

    private static String server(ClusterSnapshot snapshot, int target) {
        List<ClusterTarget> found = snapshot.targets(NodeType.STORAGE).stream().filter(t -> t.id() == target).toList();
        return found.isEmpty() ? "<unmapped>" : ModeRun.text(snapshot, NodeType.STORAGE, found.getFirst().nodeId());
    }
}
