package org.apiaryfs.protocol.meta;

import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link Stat} (spec meta §5.2). Immutable.
 *
 * @param result {@link FsError} code
 * @param statData attributes; without meaning on errors
 * @param parentInfo where a directory hangs, if asked for and known
 */
public record StatResp(int result, StatData statData, Optional<ParentInfo> parentInfo) implements Message {
    /** Feature flag: {@link #parentInfo} is there. */
    public static final int HAS_PARENT_INFO = 1;

    /** The plain answer. */
    public StatResp(int result, StatData statData) {
        this(result, statData, Optional.empty());
    }

    /** The answer without attributes. */
    public static StatResp failed(FsError error) {
        return new StatResp(error.code(), StatData.NONE);
    }

    public FsError error() {
        return FsError.ofCode(result);
    }

    public static StatResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new StatResp(
                in.i32(), StatData.read(in),
                in.optional(header.hasFeature(HAS_PARENT_INFO), ParentInfo::read));
    }

    @Override
    public MessageType type() {
        return MessageType.STAT_RESP;
    }

    @Override
    public int featureFlags() {
        return parentInfo.isPresent() ? HAS_PARENT_INFO : 0;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
        StatData.write(out, statData);
        out.optional(parentInfo, ParentInfo::write);
    }

    /**
     * Parent of a directory. Immutable.
     *
     * @param parentEntryID entry ID of the parent
     * @param parentNodeID metadata node that owns the parent
     */
    public record ParentInfo(String parentEntryID, int parentNodeID) {
        private static ParentInfo read(WireReader in) throws WireFormatException {
            return new ParentInfo(in.strAlign4(), in.u32());
        }

        private static void write(WireWriter out, ParentInfo value) {
            out.strAlign4(value.parentEntryID);
            out.u32(value.parentNodeID);
        }
    }
}
