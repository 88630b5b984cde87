package org.apiaryfs.fuse;

import java.nio.ByteBuffer;

/** Answer with bytes: at most as many as were asked for, fewer only at the end of the file. Threading: any thread, see {@link Reply}. */
public interface DataReply extends Reply {
    /**
     * The remaining bytes of the buffers in this order; none or empty ones mean end of file. Direct buffers go to
     * the kernel without a copy where the transport allows. Positions are not moved. More bytes than asked for are
     * a programming error: the request is answered with EIO and IllegalArgumentException is thrown.
     */
    boolean data(ByteBuffer... buffers);
}
