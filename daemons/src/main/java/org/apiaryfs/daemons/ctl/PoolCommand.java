package org.apiaryfs.daemons.ctl;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.PoolChange;
import org.apiaryfs.admin.StoragePools;
import org.apiaryfs.daemons.output.Fields;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes, changes and removes storage pools. */
@Command(name = "pool", description = "Makes, changes and removes storage pools; \"pools\" lists them.", mixinStandardHelpOptions = true,
        subcommands = {PoolCommand.Add.class, PoolCommand.Modify.class, PoolCommand.Remove.class})
final class PoolCommand {
    /** Makes a pool. */
    @Command(name = "add", description = "Makes a storage pool.", mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Parameters(paramLabel = "DESCRIPTION", description = "Its name, for people.") private String description;
        @Option(names = "--id", paramLabel = "ID", description = "Its number (default: the smallest free one).") private Integer id;
        @Option(names = "--targets", paramLabel = "ID", split = ",", description = "Targets that move into it from the default pool.") private List<Integer> targets = List.of();
        @Option(names = "--groups", paramLabel = "ID", split = ",", description = "Mirror groups that move into it, with their targets.") private List<Integer> groups = List.of();

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> {
                StoragePools.Added added = Cluster.get(connection.storagePools().add(Optional.ofNullable(id), description, targets, groups));
                return new Cluster.Answer("Storage pool " + added.id() + " made" + (added.complete() ? ".\n"
                        : ", but not all targets could be moved into it; only those of the default pool can.\n"),
                        Fields.of("id", added.id(), "complete", added.complete()));
            });
        }
    }

    /** Changes a pool. */
    @Command(name = "modify", description = "Renames a storage pool, moves targets between it and the default pool.", mixinStandardHelpOptions = true)
    static final class Modify implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Parameters(paramLabel = "ID", description = "The pool.") private int pool;
        @Option(names = "--desc", paramLabel = "DESCRIPTION", description = "Its new name.") private String description;
        @Option(names = "--add", paramLabel = "ID", split = ",", description = "Targets that move into it from the default pool.") private List<Integer> add = List.of();
        @Option(names = "--remove", paramLabel = "ID", split = ",", description = "Targets that move from it to the default pool.") private List<Integer> remove = List.of();
        @Option(names = "--add-groups", paramLabel = "ID", split = ",", description = "Mirror groups that move into it from the default pool.") private List<Integer> addGroups = List.of();
        @Option(names = "--remove-groups", paramLabel = "ID", split = ",", description = "Mirror groups that move from it to the default pool.") private List<Integer> removeGroups = List.of();

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> {
                PoolChange change = new PoolChange(Optional.ofNullable(description), add, remove, addGroups, removeGroups);
                if (change.equals(new PoolChange(Optional.empty(), List.of(), List.of(), List.of(), List.of()))) {
                    throw new CtlException("what is to be changed? Give --desc, --add, --remove, --add-groups or --remove-groups");
                }
                Cluster.get(connection.storagePools().modify(pool, change));
                return new Cluster.Answer("Storage pool " + pool + " changed.\n", Fields.of("id", pool));
            });
        }
    }

    /** Removes a pool. */
    @Command(name = "remove", description = "Removes a storage pool; its targets go to the default pool, its quota limits are dropped.", mixinStandardHelpOptions = true)
    static final class Remove implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Mixin private Confirmation confirmation;
        @Parameters(paramLabel = "ID", description = "The pool.") private int pool;

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> {
                confirmation.ask("Storage pool " + pool + " will be removed with its quota limits; its targets go to the default pool.");
                Cluster.get(connection.storagePools().remove(pool));
                return new Cluster.Answer("Storage pool " + pool + " removed.\n", Fields.of("id", pool));
            });
        }
    }
}
