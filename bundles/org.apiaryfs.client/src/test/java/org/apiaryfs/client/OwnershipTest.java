package org.apiaryfs.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.protocol.model.StatData;
import org.junit.jupiter.api.Test;

import java.util.List;

class OwnershipTest {
    private static final Caller CALLER = Caller.of(1000, 100, 027);

    private static ClientSettings settings(String... words) throws ConfigException {
        return ClientSettings.of(Config.parse(ClientKeys.schema(), List.of(words)));
    }

    private static StatData directory(int mode, int gid) {
        return new StatData(0, 0040000 | mode, 0, 0, 0, 0, 0, 0, 2, 0, 0, gid);
    }

    @Test
    void ordinarilyTheCallersGroupAndTheMaskedMode() throws Exception {
        Ownership own = Ownership.of(directory(0755, 7), 0100666, CALLER, settings());
        assertEquals(new Ownership(1000, 100, 0100640, 027), own);
    }

    @Test
    void theGroupOfADirectoryWithSetGroupId() throws Exception {
        assertEquals(new Ownership(1000, 7, 0100640, 027), Ownership.of(directory(02755, 7), 0100666, CALLER, settings()));
        assertEquals(02000, Ownership.of(directory(02755, 7), 0040777, CALLER, settings()).mode() & 02000, "directories pass it on");
    }

    @Test
    void grpidTakesTheDirectorysGroupAlways() throws Exception {
        assertEquals(7, Ownership.of(directory(0755, 7), 0100666, CALLER, settings("grpid=true")).gid());
        assertEquals(0, Ownership.of(directory(0755, 7), 0040777, CALLER, settings("grpid=true")).mode() & 02000);
    }

    @Test
    void withAccessControlListsTheServerTakesTheMaskOff() throws Exception {
        Ownership own = Ownership.of(directory(0755, 7), 0100666, CALLER, settings("sysACLsEnabled=true"));
        assertEquals(0100666, own.mode());
        assertEquals(CALLER.umask(), own.umask());
    }
}
