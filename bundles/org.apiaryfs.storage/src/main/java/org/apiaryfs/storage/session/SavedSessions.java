package org.apiaryfs.storage.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;
import org.apiaryfs.storage.chunk.ChunkArea;
import org.apiaryfs.storage.chunk.ChunkMode;
import org.apiaryfs.storage.chunk.ChunkStore;

/**
 * The form in which the sessions of one target survive a clean stop: that of the reference, so that
 * a target can be taken over in both directions (spec storage §12.5). Static functions only.
 */
public final class SavedSessions {
    /** Counters of the reference that mean nothing here: read, written and read-ahead positions. */
    private static final int COUNTERS = 3;

    private SavedSessions() {}

    /** The files of a target that clients have open. */
    public static byte[] save(SessionStore sessions, int targetId) {
        Map<Integer, List<SessionFile>> byClient = sessions.all().stream().filter(e -> e.file().key().targetId() == targetId)
                .collect(Collectors.groupingBy(SessionStore.Entry::clientId, TreeMap::new,
                        Collectors.mapping(SessionStore.Entry::file, Collectors.toList())));
        ByteBuf buffer = Unpooled.buffer();
        WireWriter out = new WireWriter(buffer);
        out.u32(byClient.size());
        byClient.forEach((client, files) -> {
            out.u32(client);
            out.u32(client);
            out.u32(files.size());
            files.forEach(f -> write(out, f));
        });
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    private static void write(WireWriter out, SessionFile file) {
        SessionKey key = file.key();
        out.str(key.handleId());
        out.u16(key.targetId());
        out.bool(key.mirrored());
        out.str(key.handleId());
        out.u16(key.targetId());
        out.str(key.entryId());
        out.i32(file.chunk().mode().openFlags());
        out.i64(file.nextOffset());
        out.bool(key.mirrored());
        out.bool(file.crashed());
        out.u16(0);
        for (int i = 0; i < COUNTERS; i++) {
            out.i64(0);
        }
    }

    /**
     * Puts saved files of a target back; files of other targets are left out.
     *
     * @return number of files
     * @throws WireFormatException if that isn't what {@link #save} makes; what came before the damage is back
     */
    public static int load(byte[] saved, SessionStore sessions, int targetId, ChunkStore store) throws WireFormatException {
        WireReader in = new WireReader(Unpooled.wrappedBuffer(saved));
        int loaded = 0;
        for (int clients = in.u32(); clients > 0; clients--) {
            int client = in.u32();
            in.u32();
            for (int files = in.u32(); files > 0; files--) {
                loaded += readFile(in, sessions, client, targetId, store);
            }
        }
        return loaded;
    }

    private static int readFile(WireReader in, SessionStore sessions, int client, int targetId, ChunkStore store) throws WireFormatException {
        SessionKey key = new SessionKey(in.str(), in.u16(), in.bool());
        in.str();
        in.u16();
        in.str();
        ChunkMode mode = ChunkMode.ofOpenFlags(in.i32());
        long offset = in.i64();
        in.bool();
        boolean crashed = in.bool();
        in.u16();
        for (int i = 0; i < COUNTERS; i++) {
            in.i64();
        }
        if (key.targetId() != targetId) {
            return 0;
        }
        sessions.restore(client, new SessionFile(key, store.handle(ChunkArea.of(key.mirrored()), mode), crashed, offset));
        return 1;
    }
}
