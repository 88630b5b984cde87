package org.apiaryfs.daemons.ctl;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.PatternChange;
import org.apiaryfs.admin.SizeText;
import org.apiaryfs.daemons.local.ProcessRef;
import org.apiaryfs.protocol.model.StripePattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes the stripe pattern of a directory's future files. */
@Command(name = "set-pattern", description = "Changes how new files of a directory are striped.", mixinStandardHelpOptions = true)
final class SetPatternCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;
    @Parameters(paramLabel = "DIRECTORY", description = "In a mount, or from the root of the cluster's file system.") private String path;
    @Option(names = "--unmounted", description = "The path is one from the root of the cluster's file system.") private boolean unmounted;
    @Option(names = "--chunksize", paramLabel = "SIZE", description = "Power of 2, at least 64k.") private String chunkSize;
    @Option(names = "--numtargets", paramLabel = "N", description = "Number of targets of a file, at least 1.") private Integer targets;
    @Option(names = {"--pool", "--storagepoolid"}, paramLabel = "ID", description = "Storage pool of new files, or \"default\".") private String pool;
    @Option(names = "--pattern", paramLabel = "TYPE", description = "raid0 or buddymirror.") private String type;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            // Servers take a request without a user for one of an administrator.
            int user = ProcessRef.effectiveUser();
            StripePattern now = Cluster.get(connection.entries().setPattern(EntryPath.resolve(path, unmounted), change(),
                    user == 0 ? Optional.empty() : Optional.of(user)));
            String text = (chunkSize == null ? "" : "New chunksize: " + SizeText.exact(now.chunkSize()) + "\n")
                    + (targets == null ? "" : "New number of storage targets: " + now.defaultTargets() + "\n")
                    + (pool == null ? "" : "New storage pool ID: " + now.poolId() + "\n")
                    + (type == null ? "" : "New pattern: " + type.toLowerCase(Locale.ROOT) + "\n");
            return new Cluster.Answer(text, EntryInfoCommand.pattern(now));
        });
    }

    private PatternChange change() throws CtlException {
        try {
            return new PatternChange(
                    Sizes.chunk(chunkSize),
                    Optional.ofNullable(targets),
                    Optional.ofNullable(pool).map(text -> text.equals("default") ? StripePattern.DEFAULT_POOL : Integer.parseInt(text)),
                    Optional.ofNullable(type).map(SetPatternCommand::typeOf));
        } catch (NumberFormatException e) {
            throw new CtlException("'" + pool + "' is no storage pool ID");
        } catch (IllegalArgumentException e) {
            throw new CtlException(e.getMessage());
        }
    }

    private static int typeOf(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "raid0" -> StripePattern.RAID0;
            case "buddymirror" -> StripePattern.BUDDY_MIRROR;
            default -> throw new IllegalArgumentException("'" + word + "' is no pattern; there are raid0 and buddymirror");
        };
    }
}
