package org.apiaryfs.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.session.AccessFlags;
import org.junit.jupiter.api.Test;

/** Which events a client reports, and with which paths. */
class FileEventsTest {
    private static final EntryInfo ROOT = EntryInfo.root(1);

    private final FileEvents all = new FileEvents(EnumSet.allOf(EventClass.class));

    private static EntryInfo entry(EntryType type, String parent, String id, String name) {
        return new EntryInfo(type.number(), 0, parent, id, name, 1);
    }

    private static Optional<FileEvent> event(int type, String path) {
        return Optional.of(new FileEvent(type, path, Optional.empty()));
    }

    @Test
    void pathsFollowTheDirectoriesThatWereSeen() {
        EntryInfo a = entry(EntryType.DIRECTORY, "root", "1-1-1", "a");
        EntryInfo b = entry(EntryType.DIRECTORY, "1-1-1", "2-1-1", "b");
        assertEquals(event(4, "/f"), all.at(FileEvents.Kind.CREATE, ROOT, "f"));
        all.seen(b);
        assertEquals(event(4, ""), all.at(FileEvents.Kind.CREATE, b, "f"), "nobody knows where a is");
        all.seen(a);
        assertEquals(event(4, "/a/b/f"), all.at(FileEvents.Kind.CREATE, b, "f"));
        all.seen(entry(EntryType.DIRECTORY, "root", "1-1-1", "renamed"));
        EntryInfo file = entry(EntryType.REGULAR, "2-1-1", "3-1-1", "f");
        assertEquals(event(2, "/renamed/b/f"), all.of(FileEvents.Kind.SET_ATTRIBUTES, file));
        assertEquals(Optional.of(new FileEvent(11, "/x", Optional.of("/renamed/b/y"))), all.at(FileEvents.Kind.RENAME, ROOT, "x", b, "y"));
        assertEquals(Optional.of(new FileEvent(10, "/h", Optional.of("/renamed/b/f"))), all.linked(ROOT, "h", file));
    }

    @Test
    void openingAndClosingTellWhatForTheFileWas() {
        EntryInfo file = entry(EntryType.REGULAR, "root", "3-1-1", "f");
        assertEquals(event(12, "/f"), all.opened(file, AccessFlags.READ));
        assertEquals(event(12, "/f"), all.opened(file, AccessFlags.READ_WRITE | AccessFlags.TRUNC), "reading before truncating");
        assertEquals(event(1, "/f"), all.opened(file, AccessFlags.WRITE | AccessFlags.TRUNC));
        assertEquals(Optional.empty(), all.opened(file, AccessFlags.WRITE));
        assertEquals(event(3, "/f"), all.closed(file, AccessFlags.WRITE));
        assertEquals(Optional.empty(), all.closed(file, AccessFlags.READ));
        EntryInfo link = entry(EntryType.SYMLINK, "root", "4-1-1", "l");
        all.newLink(link, "to/there");
        assertEquals(Optional.empty(), all.opened(link, AccessFlags.READ));
        assertEquals(Optional.of(new FileEvent(7, "/l", Optional.of("to/there"))), all.closed(link, AccessFlags.WRITE));
        assertEquals(Optional.empty(), all.closed(link, AccessFlags.WRITE), "it was told");
    }

    @Test
    void onlyWhatIsWantedIsReported() {
        FileEvents few = new FileEvents(Set.of(EventClass.CLOSE));
        EntryInfo file = entry(EntryType.REGULAR, "root", "3-1-1", "f");
        assertEquals(event(3, "/f"), few.closed(file, AccessFlags.WRITE));
        assertEquals(Optional.empty(), few.opened(file, AccessFlags.READ));
        assertEquals(Optional.empty(), few.at(FileEvents.Kind.CREATE, ROOT, "f"));
        assertEquals(Optional.empty(), few.of(FileEvents.Kind.FLUSH, file));
    }

    @Test
    void classesAreNamedAsInTheReference() throws Exception {
        assertEquals(Set.of(), settings("none"));
        assertEquals(EnumSet.allOf(EventClass.class), settings("flush,trunc, setattr,close,link-op,read"));
        assertEquals(EnumSet.of(EventClass.LINK_OP, EventClass.CLOSE), settings("link-op+close"));
        ConfigException refused = assertThrows(ConfigException.class, () -> settings("links"));
        assertTrue(refused.getMessage().contains("link-op"), refused::getMessage);
    }

    private static Set<EventClass> settings(String mask) throws ConfigException {
        return ClientSettings.of(Config.parse(ClientKeys.schema(), java.util.List.of("sysFileEventLogMask=" + mask))).events();
    }
}
