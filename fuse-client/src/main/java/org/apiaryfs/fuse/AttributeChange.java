package org.apiaryfs.fuse;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a {@link FuseFileSystem#setattr} asks for; whatever is empty stays as it is.
 *
 * <p>Threading: immutable.
 *
 * @param handle           the open file through which it was asked ({@code ftruncate})
 * @param mode             new permission bits
 * @param uid              new owner
 * @param gid              new group
 * @param size             new length in bytes
 * @param atime            new access time
 * @param mtime            new modification time
 * @param ctime            new change time (only with the kernel's write-back cache)
 * @param lockOwner        who truncates, for mandatory locks
 * @param clearPrivileges  drop the set-user-ID and, if group-executable, the set-group-ID bit
 */
public record AttributeChange(OptionalLong handle, OptionalInt mode, OptionalInt uid, OptionalInt gid,
        OptionalLong size, Optional<Time> atime, Optional<Time> mtime, Optional<Instant> ctime,
        OptionalLong lockOwner, boolean clearPrivileges) {

    /** A time to set. */
    public sealed interface Time {
        /** The file system's own present time. */
        record Now() implements Time { }

        /**
         * A given time.
         *
         * @param instant the time
         */
        record At(Instant instant) implements Time { }

        /** The instant to set, where {@code now} is the present. */
        default Instant resolve(Instant now) {
            return this instanceof At(Instant instant) ? instant : now;
        }
    }
}
