package org.apiaryfs.storage.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apiaryfs.protocol.FsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel is played: where these tests run, file systems seldom have their quota on. */
class SystemQuotaTest {
    private static final long EXT4 = 0xef53;
    private static final long XFS = 0x58465342;
    private static final int ENOENT = 2;
    private static final int ESRCH = 3;
    private static final int EPERM = 1;

    /** Usage by unsigned ID. */
    private final TreeMap<Long, Usage> users = new TreeMap<>(Map.of(0L, new Usage(4096, 3), 1000L, new Usage(1 << 20, 7), 0xffff_fffeL, new Usage(512, 1)));
    private final TreeMap<Long, Usage> groups = new TreeMap<>(Map.of(100L, new Usage(8192, 11)));
    private final List<Integer> commands = new ArrayList<>();
    private int userError;
    private int groupError;

    private int ext4(int command, int id, MemorySegment out) {
        assertEquals(0x80000900, command & ~1, "Q_GETNEXTQUOTA");
        return answer(command, id, out, 68, 16, 1, 40);
    }

    private int xfs(int command, int id, MemorySegment out) {
        assertEquals(0x580900, command & ~1, "Q_XGETNEXTQUOTA");
        return answer(command, id, out, 4, 40, 512, 48);
    }

    private int answer(int command, int id, MemorySegment out, int idAt, int spaceAt, int unit, int inodesAt) {
        commands.add(command);
        boolean user = (command & 0xff) == 0;
        int error = user ? userError : groupError;
        if (error != 0) {
            return -error;
        }
        Map.Entry<Long, Usage> found = (user ? users : groups).ceilingEntry(Integer.toUnsignedLong(id));
        if (found == null) {
            return -ENOENT;
        }
        out.set(ValueLayout.JAVA_INT, idAt, found.getKey().intValue());
        out.set(ValueLayout.JAVA_LONG, spaceAt, found.getValue().bytes() / unit);
        out.set(ValueLayout.JAVA_LONG, inodesAt, found.getValue().inodes());
        return 0;
    }

    @Test
    void allUsersAndGroupsInBytes() throws Exception {
        for (SystemQuota quota : List.of(SystemQuota.of(EXT4, this::ext4).orElseThrow(), SystemQuota.of(XFS, this::xfs).orElseThrow())) {
            TargetUsage usage = quota.usage();
            assertEquals(List.of(0, 1000, -2), List.copyOf(usage.users().keySet()), "IDs are unsigned");
            assertEquals(new Usage(1 << 20, 7), usage.users().get(1000));
            assertEquals(Map.of(100, new Usage(8192, 11)), usage.groups());
            assertTrue(usage.exact());
        }
    }

    @Test
    void bothQuotasMustBeOnAndPermitted() {
        groupError = ESRCH;
        assertEquals(Optional.empty(), SystemQuota.of(EXT4, this::ext4));
        groupError = 0;
        userError = EPERM;
        assertEquals(Optional.empty(), SystemQuota.of(XFS, this::xfs));
        userError = 0;
        groups.clear();
        assertTrue(SystemQuota.of(EXT4, this::ext4).isPresent(), "on, though nobody has anything");
        commands.clear();
        assertEquals(Optional.empty(), SystemQuota.of(0x9123683eL, this::ext4), "btrfs");
        assertEquals(List.of(), commands);
    }

    @Test
    void switchedOffMeanwhileIsAnErrorAndNotNothing() {
        SystemQuota quota = SystemQuota.of(EXT4, this::ext4).orElseThrow();
        userError = ESRCH;
        assertThrows(FsException.class, quota::usage);
    }

    @Test
    void storeAsksTheQuotaInsteadOfCounting(@TempDir Path dir) throws Exception {
        try (ChunkStore store = ChunkStore.open(dir, new DescriptorBudget(10))) {
            Files.writeString(Files.createDirectories(dir.resolve("chunks/u0/0/r/root")).resolve("1-1-1"), "content");
            store.takeUsage(SystemQuota.of(EXT4, this::ext4).orElseThrow());
            assertFalse(store.counting());
            assertEquals(new Usage(1 << 20, 7), store.usage().users().get(1000));
            users.put(1000L, new Usage(5, 6));
            assertEquals(new Usage(5, 6), store.usage().users().get(1000));
        }
    }

    @Test
    void blockDeviceOfOlderKernels() {
        String line = "27 1 8:1 / / rw,relatime shared:1 master:2 - ext4 /dev/sda1 rw";
        String wide = "28 27 259:1027 / /big rw - xfs /dev/nvme0n1p3 rw,usrquota";
        String none = "29 27 0:21 / /proc rw - proc proc rw";
        assertEquals(Optional.of("/dev/sda1"), QuotaCalls.device(Stream.of(none, line, wide), 8 << 8 | 1));
        assertEquals(Optional.of("/dev/nvme0n1p3"), QuotaCalls.device(Stream.of(none, line, wide), 259L << 8 | 1027 & 0xff | (1027L & ~0xff) << 12));
        assertEquals(Optional.empty(), QuotaCalls.device(Stream.of(none, line, wide), 21));
    }
}
