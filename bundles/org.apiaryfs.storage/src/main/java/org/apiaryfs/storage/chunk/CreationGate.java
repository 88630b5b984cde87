package org.apiaryfs.storage.chunk;

import org.apiaryfs.protocol.FsException;

/** Asked before a chunk file is created; may refuse. Thread-safe. */
@FunctionalInterface
public interface CreationGate {
    CreationGate OPEN = () -> {};

    /** @throws FsException DQUOT, for example, if the file must not come into being */
    void check() throws FsException;
}
