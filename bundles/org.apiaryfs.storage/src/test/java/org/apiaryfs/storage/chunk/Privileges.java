package org.apiaryfs.storage.chunk;

import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine. */
final class Privileges {
    private Privileges() {}

    static void assumeRoot() {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "needs root");
    }
}
