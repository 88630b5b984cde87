package org.apiaryfs.fuse;

import java.nio.ByteBuffer;

/** Answer to an ioctl. Threading: any thread, see {@link Reply}. */
public interface IoctlReply extends Reply {
    /** The call's return value (not negative) and output, at most as long as asked for. */
    boolean result(int value, ByteBuffer output);
}
