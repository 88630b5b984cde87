package org.apiaryfs.protocol.meta;

import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link LookupIntent}; the server leaves out sections that it didn't get to (spec meta
 * §5.1). Immutable.
 *
 * @param lookupResult {@link FsError} code
 * @param stat attributes
 * @param revalidateResult 0 if the entry is what the client believed; else a code
 * @param createResult {@link FsError} code
 * @param open handle
 * @param entryInfo the entry; present iff it was found or created
 */
public record LookupIntentResp(
        int lookupResult, Optional<Stat> stat, Optional<Integer> revalidateResult, Optional<Integer> createResult,
        Optional<Open> open, Optional<EntryInfo> entryInfo) implements Message {
    private static final int REVALIDATE = 1;
    private static final int CREATE = 2;
    private static final int OPEN = 4;
    private static final int STAT = 8;

    /** @throws IllegalArgumentException if an entry is missing or there is one too many */
    public LookupIntentResp {
        if (entryInfo.isPresent() != hasEntry(lookupResult, createResult)) {
            throw new IllegalArgumentException("lookup result " + lookupResult + " and create result " + createResult
                    + (entryInfo.isPresent() ? " don't go with an entry" : " need an entry"));
        }
    }

    private static boolean hasEntry(int lookupResult, Optional<Integer> createResult) {
        return lookupResult == 0 || createResult.filter(result -> result == 0).isPresent();
    }

    /** The answer without any section. */
    public static LookupIntentResp failed(FsError lookupError) {
        return new LookupIntentResp(lookupError.code(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    /** The answer with an entry alone. */
    public static LookupIntentResp found(EntryInfo entry) {
        return new LookupIntentResp(FsError.SUCCESS.code(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.of(entry));
    }

    public FsError lookupError() {
        return FsError.ofCode(lookupResult);
    }

    /** Result of the stat; a missing section counts as {@link FsError#INTERNAL}. */
    public FsError statError() {
        return error(stat.map(Stat::statResult));
    }

    /** Result of the comparison; a missing section counts as {@link FsError#INTERNAL}. */
    public FsError revalidateError() {
        return error(revalidateResult);
    }

    /** Result of the creation; a missing section counts as {@link FsError#INTERNAL}. */
    public FsError createError() {
        return error(createResult);
    }

    /** Result of the open; a missing section counts as {@link FsError#INTERNAL}. */
    public FsError openError() {
        return error(open.map(Open::openResult));
    }

    private static FsError error(Optional<Integer> result) {
        return result.map(FsError::ofCode).orElse(FsError.INTERNAL);
    }

    public static LookupIntentResp read(WireReader in, MessageHeader header) throws WireFormatException {
        int sections = in.i32();
        int lookupResult = in.i32();
        Optional<Stat> stat = in.optional((sections & STAT) != 0, Stat::read);
        Optional<Integer> revalidateResult = in.optional((sections & REVALIDATE) != 0, WireReader::i32);
        Optional<Integer> createResult = in.optional((sections & CREATE) != 0, WireReader::i32);
        Optional<Open> open = in.optional((sections & OPEN) != 0, Open::read);
        return new LookupIntentResp(lookupResult, stat, revalidateResult, createResult, open,
                in.optional(hasEntry(lookupResult, createResult), EntryInfo::read));
    }

    @Override
    public MessageType type() {
        return MessageType.LOOKUP_INTENT_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32((stat.isPresent() ? STAT : 0)
                | (revalidateResult.isPresent() ? REVALIDATE : 0)
                | (createResult.isPresent() ? CREATE : 0)
                | (open.isPresent() ? OPEN : 0));
        out.i32(lookupResult);
        out.optional(stat, Stat::write);
        out.optional(revalidateResult, WireWriter::i32);
        out.optional(createResult, WireWriter::i32);
        out.optional(open, Open::write);
        out.optional(entryInfo, EntryInfo::write);
    }

    /**
     * Attributes. Immutable.
     *
     * @param statResult {@link FsError} code; {@link FsError#NOT_OWNER} means ask the entry's owner
     * @param statData without meaning on errors: the reference sends uninitialised memory then
     */
    public record Stat(int statResult, StatData statData) {
        /** The section without attributes. */
        public static Stat failed(FsError error) {
            return new Stat(error.code(), StatData.NONE);
        }

        private static Stat read(WireReader in) throws WireFormatException {
            return new Stat(in.i32(), StatData.read(in));
        }

        private static void write(WireWriter out, Stat value) {
            out.i32(value.statResult);
            StatData.write(out, value.statData);
        }
    }

    /**
     * Result of an open. Immutable.
     *
     * @param openResult {@link FsError} code
     * @param fileHandleID handle for data, lock and close requests; "" on errors
     * @param pattern targets of the file; {@link StripePattern#DUMMY} on errors
     * @param pathInfo decides the chunk path
     */
    public record Open(int openResult, String fileHandleID, StripePattern pattern, PathInfo pathInfo) {
        /** The section without a handle. */
        public static Open failed(FsError error) {
            return new Open(error.code(), "", StripePattern.DUMMY, PathInfo.NONE);
        }

        private static Open read(WireReader in) throws WireFormatException {
            return new Open(in.i32(), in.strAlign4(), StripePattern.read(in), PathInfo.read(in));
        }

        private static void write(WireWriter out, Open value) {
            out.i32(value.openResult);
            out.strAlign4(value.fileHandleID);
            StripePattern.write(out, value.pattern);
            PathInfo.write(out, value.pathInfo);
        }
    }
}
