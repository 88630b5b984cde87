package org.apiaryfs.daemons.ctl;

import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.admin.HostNames;
import org.apiaryfs.admin.LimitText;
import org.apiaryfs.admin.Quotas;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What the quota commands have in common. Used by the main thread. */
final class QuotaOptions {
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
        try {
            return LimitText.parse(word);
        } catch (IllegalArgumentException e) {
            throw new CtlException(e.getMessage());
        }
    }

    /** Those whose names or IDs are on the command line. */
    List<Integer> ids(HostNames names, List<String> words) throws CtlException {
        List<Integer> ids = new ArrayList<>();
        for (String word : words) {
            ids.add(OwnerOptions.id(names, word));
        }
        return ids;
    }
}
