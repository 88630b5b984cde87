package org.apiaryfs.protocol.wire;

/**
 * A message that breaks the wire format: truncated, over-long, with a count that can't be true or a
 * value outside its range. The only exception that decoding throws. Immutable.
 */
public final class WireFormatException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message what is wrong, with the offending value */
    public WireFormatException(String message) {
        super(message);
    }
}
