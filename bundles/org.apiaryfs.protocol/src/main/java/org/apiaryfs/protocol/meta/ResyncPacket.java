package org.apiaryfs.protocol.meta;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.apiaryfs.protocol.storage.ResyncRawInodes;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * One object of the stream that follows {@link ResyncRawInodes} (spec meta §11.6). After inodes and
 * directories come {@link XAttrPacket}s if the message said so. Immutable as long as nobody changes
 * the array.
 *
 * @param kind {@link #INODE}, {@link #DENTRY}, {@link #DIRECTORY}
 * @param relPath path below the message's base path
 * @param targetID of dentries that are links to a file stored by its ID: that ID
 * @param content the record ({@link DentryRecord}, {@link DirectoryInodeRecord}), empty if there is
 *     a target ID or nothing is stored; not copied
 * @param isDeletion true if the object must go
 */
public record ResyncPacket(int kind, String relPath, Optional<String> targetID, byte[] content, boolean isDeletion) {
    /** Kind: an inode. */
    public static final int INODE = 0;
    /** Kind: a dentry. */
    public static final int DENTRY = 1;
    /** Kind: a directory of the store. */
    public static final int DIRECTORY = 2;
    /** Bytes; longer packets are refused. */
    public static final int MAX_SIZE = 1024 * 1024;
    private static final byte[] NOTHING = {};

    /** @throws IllegalArgumentException if something else than a dentry has a target ID */
    public ResyncPacket {
        if (targetID.isPresent() && kind != DENTRY) {
            throw new IllegalArgumentException("resync packet of kind " + kind + " with a link target");
        }
    }

    /** An object with a record. */
    public static ResyncPacket of(int kind, String relPath, byte[] content) {
        return new ResyncPacket(kind, relPath, Optional.empty(), content, false);
    }

    /** A dentry that is a link to a file stored by its ID. */
    public static ResyncPacket link(String relPath, String targetID) {
        return new ResyncPacket(DENTRY, relPath, Optional.of(targetID), NOTHING, false);
    }

    /** An object that must go. */
    public static ResyncPacket deletion(int kind, String relPath) {
        return new ResyncPacket(kind, relPath, Optional.empty(), NOTHING, true);
    }

    /**
     * Reads the next packet, empty at the end of the stream.
     *
     * @throws IOException if the connection ends before
     * @throws WireFormatException if the packet is longer than {@link #MAX_SIZE} or damaged
     */
    public static Optional<ResyncPacket> read(StreamInput stream) throws IOException, WireFormatException {
        int length = stream.take(4).u32();
        if (length == 0) {
            return Optional.empty();
        }
        if (length < 0 || length > MAX_SIZE) {
            throw new WireFormatException("resync packet of " + Integer.toUnsignedString(length) + " bytes");
        }
        WireReader in = stream.take(length);
        int kind = in.u8();
        if (kind > DIRECTORY) {
            throw new WireFormatException("resync packet of unknown kind " + kind);
        }
        String relPath = in.str();
        Optional<String> target = in.optional(kind == DENTRY && in.bool(), WireReader::str);
        byte[] content = target.isPresent() ? NOTHING : in.bytes();
        ResyncPacket packet = new ResyncPacket(kind, relPath, target, content, in.bool());
        if (in.remaining() != 0) {
            throw new WireFormatException("resync packet of " + length + " bytes has " + in.remaining() + " too many");
        }
        return Optional.of(packet);
    }

    /** Writes the packet with its length. */
    public void write(WireWriter out) {
        int length = 1 + 4 + relPath.length() + 1
                + (kind == DENTRY ? 1 : 0)
                + targetID.map(id -> 4 + id.length() + 1).orElse(4 + content.length)
                + 1;
        out.u32(length);
        out.u8(kind);
        out.str(relPath);
        if (kind == DENTRY) {
            out.bool(targetID.isPresent());
        }
        targetID.ifPresentOrElse(out::str, () -> out.bytes(content));
        out.bool(isDeletion);
    }

    /** Writes the end of the stream. */
    public static void writeEnd(WireWriter out) {
        out.u32(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResyncPacket that && kind == that.kind && relPath.equals(that.relPath)
                && targetID.equals(that.targetID) && Arrays.equals(content, that.content)
                && isDeletion == that.isDeletion;
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hash(kind, relPath, targetID, isDeletion) + Arrays.hashCode(content);
    }
}
