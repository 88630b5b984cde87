package org.apiaryfs.storage.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.storage.chunk.ChunkArea;
import org.apiaryfs.storage.chunk.ChunkMode;
import org.apiaryfs.storage.chunk.ChunkStore;
import org.apiaryfs.storage.chunk.DescriptorBudget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionStoreTest {
    private static final SessionKey PLAIN = new SessionKey("12AB#1-64A1B2C3-2", 101, false);
    private static final SessionKey MIRRORED = new SessionKey("12AB#1-64A1B2C3-2", 101, true);
    private static final SessionKey OTHER_TARGET = new SessionKey("12AC#1-64A1B2C3-2", 102, false);

    @TempDir
    private Path target;

    private final SessionStore sessions = new SessionStore();
    private ChunkStore store;

    @BeforeEach
    void open() throws Exception {
        store = ChunkStore.open(target, new DescriptorBudget(10));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private SessionFile add(int client, SessionKey key, boolean crashed, ChunkMode mode) {
        return sessions.findOrAdd(client, key, crashed, () -> store.handle(ChunkArea.of(key.mirrored()), mode));
    }

    @Test
    void entryIdIsWhatFollowsTheFirstSign() {
        assertEquals("1-64A1B2C3-2", PLAIN.entryId());
        assertEquals("a#b", new SessionKey("#a#b", 1, false).entryId());
        assertEquals("whole", new SessionKey("whole", 1, false).entryId());
    }

    @Test
    void oneFilePerClientHandleTargetAndArea() {
        SessionFile file = add(7, PLAIN, false, ChunkMode.READ);
        assertSame(file, add(7, PLAIN, true, ChunkMode.WRITE));
        assertFalse(file.crashed(), "the mark is set only on new ones");
        add(8, PLAIN, false, ChunkMode.READ);
        add(7, MIRRORED, false, ChunkMode.READ);
        add(7, OTHER_TARGET, false, ChunkMode.READ);
        assertEquals(4, sessions.all().size());
        assertEquals(Optional.empty(), sessions.find(9, PLAIN));
        assertSame(file, sessions.remove(7, PLAIN).orElseThrow());
        assertEquals(Optional.empty(), sessions.remove(7, PLAIN));
        assertEquals(3, sessions.all().size());
    }

    @Test
    void clientsThatAreGoneLoseTheirSessions() {
        add(7, PLAIN, false, ChunkMode.READ);
        add(-5, PLAIN, false, ChunkMode.READ);
        assertEquals(1, sessions.retainClients(id -> id == -5));
        assertEquals(1, sessions.clientCount());
        sessions.closeIf(f -> f.key().targetId() == 101);
        assertEquals(0, sessions.clientCount());
    }

    @Test
    void rowsOfRequests() {
        SessionFile file = add(7, PLAIN, false, ChunkMode.READ);
        assertEquals(100, file.advance(0, 100));
        assertEquals(150, file.advance(100, 50));
        assertTrue(file.dueAfter(120, 50));
        assertFalse(file.dueAfter(120, 50), "only once per step");
        file.advance(150, 50);
        assertTrue(file.dueAfter(120, 50));
        assertEquals(10, file.advance(1000, 10));
        file.interrupt();
        assertEquals(10, file.advance(1010, 10));
    }

    @Test
    void savedAndBack() throws Exception {
        add(7, PLAIN, true, new ChunkMode(true, true, false)).advance(0, 77);
        add(7, MIRRORED, false, ChunkMode.READ);
        add(0x8000_0000, PLAIN, false, ChunkMode.WRITE);
        add(7, OTHER_TARGET, false, ChunkMode.READ);
        byte[] saved = SavedSessions.save(sessions, 101);

        SessionStore restarted = new SessionStore();
        assertEquals(3, SavedSessions.load(saved, restarted, 101, store));
        SessionFile file = restarted.find(7, PLAIN).orElseThrow();
        assertTrue(file.crashed());
        assertEquals(77, file.nextOffset());
        assertEquals(new ChunkMode(true, true, false), file.chunk().mode());
        assertFalse(restarted.find(7, MIRRORED).orElseThrow().crashed());
        assertTrue(restarted.find(0x8000_0000, PLAIN).isPresent());
        assertEquals(Optional.empty(), restarted.find(7, OTHER_TARGET));
        assertEquals(0, SavedSessions.load(saved, new SessionStore(), 102, store));
    }

    @Test
    void damagedFileIsAnError() {
        add(7, PLAIN, false, ChunkMode.READ);
        byte[] saved = SavedSessions.save(sessions, 101);
        for (int length = 0; length < saved.length; length++) {
            byte[] cut = Arrays.copyOf(saved, length);
            assertThrows(WireFormatException.class, () -> SavedSessions.load(cut, new SessionStore(), 101, store));
        }
    }
}
