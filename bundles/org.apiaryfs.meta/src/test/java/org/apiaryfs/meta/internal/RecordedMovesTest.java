package org.apiaryfs.meta.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.meta.namespace.Creation;
import org.apiaryfs.meta.store.Attributes;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.meta.DentryRecord;
import org.apiaryfs.protocol.meta.FileInodeRecord;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.LookupIntentResp;
import org.apiaryfs.protocol.meta.MovingFileInsert;
import org.apiaryfs.protocol.meta.MovingFileInsertResp;
import org.apiaryfs.protocol.meta.Rename;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.storage.UnlinkLocalFile;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.HandlerTable;
import org.apiaryfs.transport.StreamServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that move from and to a metadata server of BeeGFS, by messages that one sent. */
@Timeout(60)
class RecordedMovesTest {
    /** File 1D-6B036E80-2, made in 1C-6B036E80-2, to directory 1E-6B036E80-2 as "g2". */
    private static final String MOVE = "4e010000010000000000000053464742f9070000ffffffff0000000000000000000000000000000002000000010000000d0000003143"
            + "2d36423033364538302d320000000d00000031442d36423033364538302d32000000010000006600000002000000000001000000000000000c000000322d3642"
            + "3033364537442d31000000000d00000031452d36423033364538302d32000000020000007833000001000000000002000000673200009e000000010613000200"
            + "0000900000000000000000000000a4810000b96e036b00000000b96e036b00000000b96e036b00000000b96e036b000000000200000000000000010000000000"
            + "000000000000000000000d00000031432d36423033364538302d320000000d00000031442d36423033364538302d320000001e00000001000000000008000100"
            + "040000000c00000002000000010002000000000000000000";
    private static final byte[] NO_XATTRS = new byte[4];
    private static final EntryKey DIR = EntryKey.parse("1E-6B036E80-2").orElseThrow();

    @TempDir
    Path temp;

    private static Envelope recorded() throws Exception {
        return Envelope.read(Unpooled.wrappedBuffer(HexFormat.of().parseHex(MOVE)));
    }

    @Test
    void anInodeIsWrittenAsItWasRead() throws Exception {
        MovingFileInsert move = (MovingFileInsert) recorded().message();
        FileInodeRecord record = (FileInodeRecord) move.buf().content();
        FileInode inode = InodeRecords.inode(record, EntryKey.NONE);
        assertEquals(EntryKey.parse("1C-6B036E80-2").orElseThrow(), inode.origParent());
        FileInodeRecord written = InodeRecords.record(EntryKey.parse(record.entryID()).orElseThrow(), inode);
        ByteBuf message = Unpooled.buffer();
        Envelope.of(new MovingFileInsert(move.fromFileInfo(), move.toDirInfo(), move.newName(),
                DentryRecord.inlined(move.fromFileInfo().type(), written), Optional.empty(), true)).write(message);
        assertEquals(MOVE, ByteBufUtil.hexDump(message));
    }

    @Test
    void aFileOfBeeGfsArrivesAndIsHandedOn() throws Exception {
        try (TestCluster cluster = new TestCluster(temp, 1)) {
            cluster.ns.creation().localDirectory(DIR, new Creation.Wish(0040755, 0, 0), EntryKey.ROOT, 1, StripePattern.raid0(524288, 1, 4, List.of()));
            MovingFileInsertResp arrived = cluster.send(1, recorded(), NO_XATTRS, MovingFileInsertResp.class);
            assertEquals(new MovingFileInsertResp(0), arrived);
            assertEquals(new MovingFileInsertResp(0), cluster.send(1, recorded(), NO_XATTRS, MovingFileInsertResp.class));
            EntryInfo dir = new EntryInfo(1, 0, "root", DIR.id(), "x3", 1);
            LookupIntentResp found = cluster.ask(LookupIntent.lookup(dir, "g2"), LookupIntentResp.class);
            EntryInfo file = found.entryInfo().orElseThrow();
            assertEquals(2, found.stat().orElseThrow().statData().size());
            assertTrue(file.inlined());

            BlockingQueue<MovingFileInsert> sent = new LinkedBlockingQueue<>();
            BlockingQueue<String> xattrs = new LinkedBlockingQueue<>();
            HandlerTable beegfs = HandlerTable.builder().on(MessageType.MOVING_FILE_INSERT, Dispatch.VIRTUAL_THREAD, exchange -> {
                sent.add((MovingFileInsert) exchange.request().message());
                ByteBuf end = exchange.receive(4, 4).join();
                xattrs.add(ByteBufUtil.hexDump(end));
                end.release();
                // A file was overwritten, whose chunk files are left to the sender.
                FileInodeRecord old = InodeRecords.record(EntryKey.parse("9-6B036E80-5").orElseThrow(), FileInode.created(
                        Attributes.created(0100644, 7, 7, 1), 7, DIR, StripePattern.raid0(524288, 1, 2, List.of(101, 102))));
                exchange.reply(new MovingFileInsertResp(0, Optional.of(DentryRecord.inlined(file.type(), old)),
                        new EntryInfo(2, EntryInfo.INLINED, "8-6B036E80-5", "9-6B036E80-5", "h", 5)));
            }).build();
            StreamServer stand = cluster.stand(5, beegfs);
            cluster.storageSaw.clear();
            EntryInfo to = new EntryInfo(1, 0, "root", "8-6B036E80-5", "there", 5);
            assertEquals(FsError.SUCCESS, cluster.ask(1, new Rename(2, dir, to, "g2", "h"), ResultResp.class).error());
            MovingFileInsert move = sent.poll(10, TimeUnit.SECONDS);
            MovingFileInsert original = (MovingFileInsert) recorded().message();
            assertEquals(original.buf(), move.buf());
            assertEquals(file, move.fromFileInfo());
            assertEquals(to.entryId(), move.toDirInfo().entryId());
            assertEquals("h", move.newName());
            assertTrue(move.hasXAttrs());
            assertEquals("00000000", xattrs.poll(10, TimeUnit.SECONDS));
            assertEquals(FsError.PATH_NOT_EXISTS, cluster.ask(LookupIntent.lookup(dir, "g2"), LookupIntentResp.class).lookupError());
            for (int target = 0; target < 2; target++) {
                UnlinkLocalFile removed = (UnlinkLocalFile) cluster.storageSaw.poll(10, TimeUnit.SECONDS);
                assertEquals("9-6B036E80-5", removed.entryId());
            }
            stand.stop(Duration.ZERO).join();
        }
    }
}
