package org.apiaryfs.fuse;

import java.util.Collection;

/** Answer with the names of extended attributes. Threading: any thread, see {@link Reply}. */
public interface XattrListReply extends Reply {
    /** The names, one char per byte; the session answers mere size queries and too little room accordingly. */
    boolean names(Collection<String> names);
}
