package org.apiaryfs.daemons.beegfs;

import java.util.List;

/** A host with a few accounts, where time passes at once. Constants only. */
final class TestHost {
    private static final List<String> USERS = List.of("root:x:0:0::/root:/bin/bash", "daemon:x:1:1::/:/usr/sbin/nologin",
            "monitor:x:101:101::/:/bin/sh", "printer:x:102:102::/:/bin/false", "alice:x:1000:1000::/home/alice:/bin/bash");
    private static final List<String> GROUPS = List.of("root:x:0:", "staff:x:1000:alice");

    static final Host OF_ROOT = new Host(0, time -> {}, TestHost::accounts);
    static final Host OF_ALICE = new Host(1000, time -> {}, TestHost::accounts);

    private TestHost() {}

    private static List<String> accounts(String database, List<String> names) {
        return (database.equals("passwd") ? USERS : GROUPS).stream()
                .filter(line -> names.isEmpty() || names.contains(line.substring(0, line.indexOf(':')))).toList();
    }
}
