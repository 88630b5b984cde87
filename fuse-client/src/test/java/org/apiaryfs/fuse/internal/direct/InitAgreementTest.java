package org.apiaryfs.fuse.internal.direct;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.apiaryfs.fuse.FuseException;
import org.apiaryfs.fuse.MountOptions;
import org.apiaryfs.fuse.SessionInfo.Capability;
import org.junit.jupiter.api.Test;

class InitAgreementTest {
    private static final long INIT_EXT = 1L << 30;
    private static final long MAX_PAGES = 1L << 22;
    private static final int POSIX_ACL = 1 << 20;
    private static final long OVER_IO_URING = 1L << 41;
    private static final long WRITEBACK_CACHE = 1L << 16;

    private static MemorySegment offer(int major, int minor, long flags) {
        MemorySegment in = Arena.ofAuto().allocate(64, 8);
        in.set(JAVA_INT, 0, major);
        in.set(JAVA_INT, 4, minor);
        in.set(JAVA_INT, 8, 131072);
        in.set(JAVA_INT, 12, (int) flags);
        in.set(JAVA_INT, 16, (int) (flags >>> 32));
        return in;
    }

    private static MemorySegment answer(InitAgreement agreement) {
        MemorySegment out = Arena.ofAuto().allocate(InitAgreement.OUT_SIZE, 8);
        agreement.encode(out);
        return out;
    }

    @Test
    void everythingOfferedIsGrantedWhereWanted() throws FuseException {
        InitAgreement agreement = InitAgreement.of(offer(7, 60, -1), MountOptions.DEFAULTS);
        MemorySegment out = answer(agreement);
        assertEquals(7, out.get(JAVA_INT, 0));
        assertEquals(45, out.get(JAVA_INT, 4), "our own minor version");
        assertEquals(1 << 20, out.get(JAVA_INT, 20));
        assertEquals(256, out.get(JAVA_SHORT, 28));
        assertEquals((int) INIT_EXT, out.get(JAVA_INT, 12) & (int) INIT_EXT);
        assertEquals(1 << 9, out.get(JAVA_INT, 32) & 1 << 9, "io_uring in the upper half");
        assertEquals(0, out.get(JAVA_INT, 12) & (int) WRITEBACK_CACHE, "not asked for");
        assertTrue(agreement.info().capabilities().contains(Capability.READDIR_PLUS));
    }

    @Test
    void upperFlagsCountOnlyWithTheExtension() throws FuseException {
        InitAgreement agreement = InitAgreement.of(offer(7, 35, OVER_IO_URING | MAX_PAGES), MountOptions.DEFAULTS);
        assertFalse(agreement.overRing());
        assertEquals(35, answer(agreement).get(JAVA_INT, 4));
    }

    @Test
    void requestsAreSmallWithoutMaxPages() throws FuseException {
        InitAgreement agreement = InitAgreement.of(offer(7, 31, 0), MountOptions.DEFAULTS);
        assertEquals(128 * 1024, agreement.maxWrite());
        assertEquals(128 * 1024, agreement.info().maxRead());
        assertFalse(agreement.longSetxattr());
        assertFalse(agreement.info().capabilities().contains(Capability.POSIX_LOCKS));
    }

    @Test
    void oldKernelsAndMissingRingsAreRefusedWithAReason() {
        assertTrue(assertThrows(FuseException.class,
                () -> InitAgreement.of(offer(7, 12, 0), MountOptions.DEFAULTS)).getMessage().contains("7.12"));
        MountOptions ring = MountOptions.DEFAULTS.with(o -> o.transport = MountOptions.Transport.URING);
        assertTrue(assertThrows(FuseException.class, () -> InitAgreement.of(offer(7, 45, INIT_EXT), ring))
                .getMessage().contains("enable_uring"));
    }

    @Test
    void accessListsAreAskedForOnlyIfWanted() throws FuseException {
        MountOptions lists = MountOptions.DEFAULTS.with(o -> o.accessLists = true);
        assertEquals(POSIX_ACL, answer(InitAgreement.of(offer(7, 45, -1), lists)).get(JAVA_INT, 12) & POSIX_ACL);
        assertEquals(0, answer(InitAgreement.of(offer(7, 45, -1), MountOptions.DEFAULTS)).get(JAVA_INT, 12) & POSIX_ACL);
        assertTrue(assertThrows(FuseException.class, () -> InitAgreement.of(offer(7, 45, INIT_EXT), lists)).getMessage().contains("sysACLsEnabled"));
    }

    @Test
    void theDeviceIsUsedIfAskedFor() throws FuseException {
        MountOptions device = MountOptions.DEFAULTS.with(o -> o.transport = MountOptions.Transport.DEVICE);
        assertFalse(InitAgreement.of(offer(7, 45, -1), device).overRing());
    }
}
