package org.apiaryfs.daemons.beegfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.PoolChange;
import org.apiaryfs.admin.StoragePools;
import org.apiaryfs.admin.TargetPool;

/** Storage pools (spec admin §3.10). Stateless. */
final class PoolModes {
    static final String LIST_USAGE = "";
    static final String ADD_USAGE = """
            --desc=<text>      Name of the pool (needed).
            --id=<id>          Its number (default: the smallest free one).
            --targets=<ids>    Targets of the default pool that move into it.
            --mirrorgroups=<ids>  Mirror groups of the default pool that move into it, with their targets.
            """;
    static final String MODIFY_USAGE = """
            --id=<id>          The pool (needed), and exactly one of:
            --desc=<text>      New name.
            --addtargets=<ids>, --addmirrorgroups=<ids>  What moves into it from the default pool.
            --rmtargets=<ids>, --rmmirrorgroups=<ids>    What moves from it to the default pool.
            """;
    static final String REMOVE_USAGE = """
            <id>               The pool; its targets and mirror groups move to the default pool.
            """;
    private static final int ID_WIDTH = 7;
    private static final int DESCRIPTION_WIDTH = 18;
    private static final int LIST_WIDTH = 28;
    private static final List<String> CHANGES = List.of("desc", "addtargets", "rmtargets", "addmirrorgroups", "rmmirrorgroups");

    private PoolModes() {}

    static Mode.Action list(ModeArguments a) {
        return run -> {
            ClusterSnapshot snapshot = run.connect();
            new FixedColumns().add("Pool ID", 0, ID_WIDTH).add("Pool Description", 1, DESCRIPTION_WIDTH).add("Targets", 1, LIST_WIDTH)
                    .add("Buddy Groups", 1, LIST_WIDTH).headingOverColumns().forEach(run::line);
            snapshot.pools().forEach(pool -> lines(pool).forEach(run::line));
            return ExitCode.OK;
        };
    }

    private static List<String> lines(TargetPool pool) {
        List<String> targets = wrapped(pool.targets());
        List<String> groups = wrapped(pool.groups());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(targets.size(), groups.size()); i++) {
            lines.add(String.format("%" + ID_WIDTH + "s %" + DESCRIPTION_WIDTH + "s %-" + LIST_WIDTH + "s %-" + LIST_WIDTH + "s", i == 0 ? pool.id() : "",
                    i == 0 ? pool.description() : "", i < targets.size() ? targets.get(i) : "", i < groups.size() ? groups.get(i) : ""));
        }
        return lines;
    }

    /** Numbers with commas between them, in lines of at most the column's width; at least one line. */
    static List<String> wrapped(List<Integer> ids) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i) + (i < ids.size() - 1 ? "," : "");
            if (line.length() + id.length() > LIST_WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(id);
        }
        lines.add(line.toString());
        return lines;
    }

    static Mode.Action add(ModeArguments a) throws ModeException {
        String description = a.value("desc").orElseThrow(() -> ModeException.badArguments("--desc must be set."));
        Optional<Integer> id = a.id("id");
        List<Integer> targets = a.ids("targets");
        List<Integer> groups = a.ids("mirrorgroups");
        return run -> {
            run.connect();
            StoragePools.Added added = ModeRun.get(run.cluster().storagePools().add(id, description, targets, groups));
            String named = "ID: " + added.id() + "; Description: " + description;
            if (!added.complete()) {
                run.error("Successfully created storage pool, but not all requested targets or buddy groups could be moved to new pool; only those of the default pool can.\n\n" + named);
                return ExitCode.INCOMPLETE;
            }
            run.line("Successfully created storage pool.\n\n" + named);
            return ExitCode.OK;
        };
    }

    static Mode.Action modify(ModeArguments a) throws ModeException {
        int id = a.requiredId("id");
        if (CHANGES.stream().filter(a::has).count() != 1) {
            throw ModeException.badArguments("Exactly one of --desc/--addtargets/--rmtargets/--addmirrorgroups/--rmmirrorgroups must be set.");
        }
        PoolChange change = new PoolChange(a.value("desc"), a.ids("addtargets"), a.ids("rmtargets"), a.ids("addmirrorgroups"), a.ids("rmmirrorgroups"));
        return run -> {
            run.connect();
            ModeRun.get(run.cluster().storagePools().modify(id, change));
            run.line("Successfully modified storage pool.\n");
            return ExitCode.OK;
        };
    }

    static Mode.Action remove(ModeArguments a) throws ModeException {
        int id = (int) ModeArguments.number("the pool ID", a.word("pool ID"), 1, 0xffff);
        return run -> {
            run.connect();
            if (!run.confirmed("Storage pool " + id + " will be removed: all of its targets move to the default pool, and patterns that name pool " + id
                    + " will mean the next pool that gets this number.")) {
                return ExitCode.OK;
            }
            ModeRun.get(run.cluster().storagePools().remove(id));
            run.line("Successfully removed storage pool with ID " + id + ".");
            return ExitCode.OK;
        };
    }
}
