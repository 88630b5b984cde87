package org.apiaryfs.daemons.ctl;

import java.util.function.LongFunction;
import org.apiaryfs.admin.QuotaLimits;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.config.ConfigKey;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What the quota commands have in common. Used by the main thread. */
final class QuotaOptions {
    private static final ConfigKey<Long> SIZE = ConfigKey.size("size", "0", "");

    /** One of the two. */
    static final class Kind {
        @Option(names = "--uid", description = "Quotas of users.") private boolean users;
        @Option(names = "--gid", description = "Quotas of groups.") private boolean groups;
    }

    @ArgGroup(multiplicity = "1") private Kind kind;
    @Option(names = "--pool", paramLabel = "ID", defaultValue = "1", description = "Storage pool (default: ${DEFAULT-VALUE}).") private int pool;

    Quotas.Kind kind() {
        return kind.groups ? Quotas.Kind.GROUP : Quotas.Kind.USER;
    }

    int pool() {
        return pool;
    }

    /** A limit as it is written on the command line; what there is now if nothing was written. */
    static long limit(String word, long now) throws CtlException {
        if (word == null) {
            return now;
        }
        return switch (word) {
            case "unlimited" -> QuotaLimits.UNLIMITED;
            case "default" -> 0;
            default -> {
                try {
                    yield SIZE.parser().parse(word);
                } catch (IllegalArgumentException e) {
                    throw new CtlException("'" + word + "' is no limit; write a number such as 500g, or unlimited, or default");
                }
            }
        };
    }

    /** For people. @param otherwise the pool's default */
    static String text(long limit, long otherwise, LongFunction<String> number) {
        long counts = limit == 0 ? otherwise : limit;
        return counts == 0 || counts == QuotaLimits.UNLIMITED ? "unlimited" : number.apply(counts) + (limit == 0 ? " (default)" : "");
    }
}
