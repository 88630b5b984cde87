package org.apiaryfs.protocol.storage;

import io.netty.buffer.ByteBuf;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.wire.WireFormatException;

/**
 * The raw answer to {@link ReadLocalFileV2} (spec storage §4.1): any number of blocks, each an i64
 * length &gt; 0 and that many bytes, then an i64 that is 0 (done, or end of the chunk file) or a
 * negated {@link FsError} code. Blocks that came before an error are valid.
 *
 * <p>An instance decodes one answer, in pieces as they come from the network, without I/O and
 * without copying data: {@link #feed} takes the length words out of the input and stops wherever
 * data begins. The caller takes up to {@link #blockRemaining()} bytes, from the input or straight
 * from the connection into their destination, and reports them with {@link #taken}. Not thread-safe.
 */
public final class ReadStream {
    /** Bytes of a length word. */
    public static final int WORD = 8;

    private final long limit;
    private long word;
    private int wordBytes;
    private long blockRemaining;
    private long received;
    private Event end = Event.NEED_INPUT;
    private FsError error = FsError.SUCCESS;

    /** What the input holds next. */
    public enum Event {
        /** More bytes are needed. */
        NEED_INPUT,
        /** The input's next bytes are file data. */
        DATA,
        /** The answer is complete. */
        END,
        /** The answer is complete and says that reading failed. */
        FAILED
    }

    /**
     * A decoder for one answer.
     *
     * @param count bytes that were asked for, ≥ 0; more than that is an error
     */
    public ReadStream(long count) {
        this.limit = count;
    }

    /**
     * Consumes length words, never data, and never a byte after the end of the answer.
     *
     * @throws WireFormatException if the server sends more than was asked for, or a negative number
     *     that can't be an error code; the connection is unusable then
     */
    public Event feed(ByteBuf in) throws WireFormatException {
        while (end == Event.NEED_INPUT) {
            if (blockRemaining > 0) {
                return in.isReadable() ? Event.DATA : Event.NEED_INPUT;
            }
            if (!readWord(in)) {
                return Event.NEED_INPUT;
            }
            start(word);
        }
        return end;
    }

    private boolean readWord(ByteBuf in) {
        if (wordBytes == 0 && in.readableBytes() >= WORD) {
            word = in.readLongLE();
            return true;
        }
        word = wordBytes == 0 ? 0 : word;
        while (wordBytes < WORD && in.isReadable()) {
            word |= (long) in.readUnsignedByte() << 8 * wordBytes++;
        }
        if (wordBytes < WORD) {
            return false;
        }
        wordBytes = 0;
        return true;
    }

    private void start(long length) throws WireFormatException {
        if (length > limit - received) {
            throw new WireFormatException("read answer with a block of " + length + " bytes where at most "
                    + (limit - received) + " of " + limit + " are left");
        }
        if (length > 0) {
            blockRemaining = length;
        } else if (length < -Integer.MAX_VALUE) {
            throw new WireFormatException("read answer with the impossible length " + length);
        } else {
            error = errorOf(length);
            end = error.ok() ? Event.END : Event.FAILED;
        }
    }

    /** Bytes of the current block that weren't reported with {@link #taken} yet; 0 outside blocks. */
    public long blockRemaining() {
        return blockRemaining;
    }

    /**
     * Reports data of the current block that the caller took.
     *
     * @param bytes 0 to {@link #blockRemaining()}
     */
    public void taken(long bytes) {
        if (bytes < 0 || bytes > blockRemaining) {
            throw new IllegalArgumentException(bytes + " bytes taken of " + blockRemaining);
        }
        blockRemaining -= bytes;
        received += bytes;
    }

    /** Data bytes taken so far. Fewer than asked for at the end is a short read: a hole, or the end of the file. */
    public long received() {
        return received;
    }

    /** Why reading failed; SUCCESS unless {@link Event#FAILED} was returned. */
    public FsError error() {
        return error;
    }

    /**
     * Appends the word before a block.
     *
     * @param length bytes of data that follow, &gt; 0
     */
    public static void writeLength(ByteBuf out, long length) {
        if (length <= 0) {
            throw new IllegalArgumentException("block of " + length + " bytes");
        }
        out.writeLongLE(length);
    }

    /** Appends the word that ends an answer: done, or failed with an error. */
    public static void writeEnd(ByteBuf out, FsError result) {
        out.writeLongLE(-(long) result.code());
    }

    /** The error that a number of bytes from a storage server stands for; SUCCESS if it is ≥ 0. */
    static FsError errorOf(long result) {
        return result >= 0 ? FsError.SUCCESS : FsError.ofCode(-Math.clamp(result, -Integer.MAX_VALUE, 0));
    }
}
