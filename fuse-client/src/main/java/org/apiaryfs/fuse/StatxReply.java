package org.apiaryfs.fuse;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Answer with attributes and the time of birth. Threading: any thread, see {@link Reply}. */
public interface StatxReply extends Reply {
    /** The attributes, the time of birth if known, and how long the kernel may believe them. */
    boolean attributes(Attributes attributes, Optional<Instant> birth, Duration validity);
}
