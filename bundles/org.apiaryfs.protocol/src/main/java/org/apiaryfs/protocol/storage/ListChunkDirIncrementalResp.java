package org.apiaryfs.protocol.storage;

import java.util.List;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link ListChunkDirIncremental}: without "." and ".."; fewer entries than wanted mean
 * the end of the directory (spec storage §7.5). Immutable.
 *
 * @param result {@link FsError} code
 * @param newOffset position behind the last entry
 * @param names names of the entries
 * @param entryTypes {@link EntryType} numbers, one a name
 */
public record ListChunkDirIncrementalResp(
        int result, long newOffset, List<String> names, List<Integer> entryTypes) implements Message {
    public ListChunkDirIncrementalResp {
        names = List.copyOf(names);
        entryTypes = List.copyOf(entryTypes);
    }

    public static ListChunkDirIncrementalResp failed(FsError error) {
        return new ListChunkDirIncrementalResp(error.code(), 0, List.of(), List.of());
    }

    public FsError error() {
        return FsError.ofCode(result);
    }

    /** Kind of the entry with this index. */
    public EntryType entryType(int index) {
        return EntryType.of(entryTypes.get(index)).orElse(EntryType.INVALID);
    }

    public static ListChunkDirIncrementalResp read(WireReader in, MessageHeader header) throws WireFormatException {
        ListChunkDirIncrementalResp resp = new ListChunkDirIncrementalResp(
                in.i32(), in.i64(), in.strSeq(), in.seq(WireReader::i32));
        if (resp.names.size() != resp.entryTypes.size()) {
            throw new WireFormatException(resp.names.size() + " names with " + resp.entryTypes.size() + " types");
        }
        return resp;
    }

    @Override
    public MessageType type() {
        return MessageType.LIST_CHUNK_DIR_INCREMENTAL_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
        out.i64(newOffset);
        out.strSeq(names);
        out.seq(entryTypes, WireWriter::i32);
    }
}
