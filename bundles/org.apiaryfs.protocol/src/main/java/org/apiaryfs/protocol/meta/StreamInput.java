package org.apiaryfs.protocol.meta;

import java.io.IOException;
import org.apiaryfs.protocol.wire.WireReader;

/** The bytes that follow a message on its connection. The implementation states its threading rule. */
@FunctionalInterface
public interface StreamInput {
    /**
     * Takes bytes off the connection and waits for them if need be.
     *
     * @param bytes ≥ 0
     * @return exactly these bytes, valid until the next call
     * @throws IOException if the connection ends before
     */
    WireReader take(int bytes) throws IOException;
}
