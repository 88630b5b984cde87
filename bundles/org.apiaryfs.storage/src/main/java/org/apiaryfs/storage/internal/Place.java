package org.apiaryfs.storage.internal;

import org.apiaryfs.protocol.FsError;
import org.apiaryfs.storage.chunk.ChunkArea;

/** Where the chunk of a request is, or why the request can't be served here. Immutable. */
sealed interface Place {
    /** On a target of this server. */
    record Here(StorageTarget target, ChunkArea area) implements Place {}

    /** Refused for good. */
    record Refused(FsError error) implements Place {}

    /** Mirrored, and not here at the moment: who asked shall look at the group's state and try again. */
    record Elsewhere(String reason) implements Place {}
}
