package org.apiaryfs.daemons;

import java.util.Optional;

/** This build's version, from the manifest. Stateless. */
public final class Version {
    private Version() {}

    /** Such as {@code 0.1.0-SNAPSHOT (Java 25.0.3)}. */
    public static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("(development)")
                + " (Java " + Runtime.version() + ")";
    }
}
