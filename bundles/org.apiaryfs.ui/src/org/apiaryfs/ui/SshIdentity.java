package org.apiaryfs.ui;

import java.nio.file.Path;
import java.util.Optional;

/**
 * As whom the user logs in to the hosts of a cluster. Immutable.
 *
 * @param user name there; empty = the name that he has here
 * @param keyFile his private key; empty = the usual ones
 */
public record SshIdentity(Optional<String> user, Optional<Path> keyFile) {
    /** As he would by typing {@code ssh HOST}. */
    public static final SshIdentity USUAL = new SshIdentity(Optional.empty(), Optional.empty());
}
