package org.apiaryfs.transport.internal;

import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.wire.WireFormatException;

/** What a client stream waits for. Belongs to the event loop. */
interface Awaited {
    /** Between requests. */
    Awaited NOTHING = new Awaited() {
        @Override
        public int expectedBytes() {
            return 0;
        }

        @Override
        public boolean take(Inbound in) {
            return false;
        }

        @Override
        public void complete() {}

        @Override
        public void fail(FsException reason) {}
    };

    /** Bytes to come, as far as that is known before the first; 0 = unknown. */
    int expectedBytes();

    /**
     * Takes what is there.
     *
     * @return true if all has arrived
     * @throws WireFormatException if it breaks the protocol
     */
    boolean take(Inbound in) throws WireFormatException;

    /** Passes the result on, after {@link #take} returned true. */
    void complete();

    /** Passes a failure on and frees what has arrived. */
    void fail(FsException reason);
}
