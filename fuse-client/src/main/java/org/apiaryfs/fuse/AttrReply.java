package org.apiaryfs.fuse;

import java.time.Duration;

/** Answer with attributes. Threading: any thread, see {@link Reply}. */
public interface AttrReply extends Reply {
    /** The attributes, and how long the kernel may believe them. */
    boolean attributes(Attributes attributes, Duration validity);
}
