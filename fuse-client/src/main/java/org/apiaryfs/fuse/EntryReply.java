package org.apiaryfs.fuse;

import java.time.Duration;

/** Answer with a name's node. Threading: any thread, see {@link Reply}. */
public interface EntryReply extends Reply {
    /** The name exists (or was made) and is this node; counts as one lookup. */
    boolean entry(Entry entry);

    /** Only to a lookup: the name does not exist, and the kernel may remember that for so long. */
    boolean negative(Duration validity);
}
