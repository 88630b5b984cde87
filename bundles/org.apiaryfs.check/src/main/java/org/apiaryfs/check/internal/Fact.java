package org.apiaryfs.check.internal;

import org.apiaryfs.protocol.fsck.FsckChunk;
import org.apiaryfs.protocol.fsck.FsckContDir;
import org.apiaryfs.protocol.fsck.FsckDirEntry;
import org.apiaryfs.protocol.fsck.FsckDirInode;
import org.apiaryfs.protocol.fsck.FsckFileInode;
import org.apiaryfs.protocol.fsck.FsckFsID;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/** What a node says about one entry ID. Immutable. */
sealed interface Fact {
    /** The entry ID that it is about; one char per byte. */
    String about();

    /** The entry has a name. */
    record Name(FsckDirEntry record) implements Fact {
        @Override
        public String about() {
            return record.id();
        }
    }

    /** It is a file. */
    record FileInode(FsckFileInode record) implements Fact {
        @Override
        public String about() {
            return record.id();
        }
    }

    /** It is a directory. */
    record Directory(FsckDirInode record) implements Fact {
        @Override
        public String about() {
            return record.id();
        }
    }

    /** There is a place for names in it. */
    record Contents(FsckContDir record) implements Fact {
        @Override
        public String about() {
            return record.id();
        }
    }

    /** Its inlined inode has a link by ID. */
    record Link(FsckFsID record) implements Fact {
        @Override
        public String about() {
            return record.id();
        }
    }

    /** It has a chunk file. */
    record Chunk(FsckChunk record) implements Fact {
        @Override
        public String about() {
            return record.id();
        }
    }

    /**
     * Names were met in it.
     *
     * @param node that has them
     */
    record Tally(String about, int node, int subdirs, int files) implements Fact {}

    /** Number of the kind in stored form. */
    default int kind() {
        return switch (this) {
            case FileInode f -> 0;
            case Directory d -> 1;
            case Name n -> 2;
            case Link l -> 3;
            case Contents c -> 4;
            case Tally t -> 5;
            case Chunk c -> 6;
        };
    }

    /** Writes all but {@link #kind}. */
    default void write(WireWriter out) {
        switch (this) {
            case FileInode f -> FsckFileInode.write(out, f.record);
            case Directory d -> FsckDirInode.write(out, d.record);
            case Name n -> FsckDirEntry.write(out, n.record);
            case Link l -> FsckFsID.write(out, l.record);
            case Contents c -> FsckContDir.write(out, c.record);
            case Tally t -> {
                out.str(t.about);
                out.u32(t.node);
                out.u32(t.subdirs);
                out.u32(t.files);
            }
            case Chunk c -> FsckChunk.write(out, c.record);
        }
    }

    /** @throws WireFormatException if it wasn't written by {@link #write} */
    static Fact read(int kind, WireReader in) throws WireFormatException {
        return switch (kind) {
            case 0 -> new FileInode(FsckFileInode.read(in));
            case 1 -> new Directory(FsckDirInode.read(in));
            case 2 -> new Name(FsckDirEntry.read(in));
            case 3 -> new Link(FsckFsID.read(in));
            case 4 -> new Contents(FsckContDir.read(in));
            case 5 -> new Tally(in.str(), in.u32(), in.u32(), in.u32());
            case 6 -> new Chunk(FsckChunk.read(in));
            default -> throw new WireFormatException("fact of kind " + kind);
        };
    }
}
