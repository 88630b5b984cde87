package org.apiaryfs.daemons.ctl;

import org.apiaryfs.admin.HostNames;
import org.apiaryfs.admin.Quotas;
import picocli.CommandLine.Option;

/** The options that say who owns a new entry. Used by the main thread. */
final class OwnerOptions {
    @Option(names = "--owner", defaultValue = "0", paramLabel = "USER", description = "Name or number (default: ${DEFAULT-VALUE}).") private String owner;
    @Option(names = "--group", defaultValue = "0", paramLabel = "GROUP", description = "Name or number (default: ${DEFAULT-VALUE}).") private String group;

    int uid() throws CtlException {
        return id(new HostNames(Quotas.Kind.USER), owner);
    }

    int gid() throws CtlException {
        return id(new HostNames(Quotas.Kind.GROUP), group);
    }

    /** Who is meant by a name or number. */
    static int id(HostNames names, String word) throws CtlException {
        try {
            return names.parse(word);
        } catch (IllegalArgumentException e) {
            throw new CtlException(e.getMessage());
        }
    }

    /** Permission bits. */
    static int mode(String octal) throws CtlException {
        if (!octal.matches("[0-7]{1,5}")) {
            throw new CtlException("'" + octal + "' are no permissions; write octal digits such as 0755");
        }
        return Integer.parseInt(octal, 8) & 07777;
    }
}
