package org.apiaryfs.node;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Room on the file system of a store directory, as a server tells it (spec storage §5.5). Immutable.
 *
 * @param sizeTotal bytes
 * @param sizeFree bytes that this process may still use
 * @param inodesTotal number; 0 if the file system has no fixed number
 * @param inodesFree number
 */
public record FreeSpace(long sizeTotal, long sizeFree, long inodesTotal, long inodesFree) {
    private static final String SIZE_OVERRIDE = "free_space.override";
    private static final String INODES_OVERRIDE = "free_inodes.override";
    private static final long BTRFS = 0x9123683eL;
    /** Bytes of struct statfs of 64-bit Linux, and its words. */
    private static final int STATFS = 120;
    private static final int TYPE = 0;
    private static final int UNIT = 1;
    private static final int BLOCKS = 2;
    private static final int FREE = 3;
    private static final int AVAILABLE = 4;
    private static final int INODES = 5;
    private static final int INODES_FREE = 6;
    private static final boolean ROOT = root();
    private static final MethodHandle CALL = Linker.nativeLinker().downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow("statfs"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));

    private static boolean root() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /**
     * The room that a directory has; the free parts are what an administrator wrote into override files there, if there are any.
     *
     * @throws IOException with a sentence, if the system can't tell, or a file doesn't hold a number
     */
    public static FreeSpace of(Path directory) throws IOException {
        FreeSpace real = real(directory);
        return new FreeSpace(real.sizeTotal, override(directory.resolve(SIZE_OVERRIDE)).orElse(real.sizeFree),
                real.inodesTotal, override(directory.resolve(INODES_OVERRIDE)).orElse(real.inodesFree));
    }

    private static FreeSpace real(Path directory) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(STATFS, 8);
            int result = (int) CALL.invokeExact(arena.allocateFrom(directory.toString()), out);
            if (result != 0) {
                throw new IOException("the file system of " + directory + " doesn't tell its room");
            }
            return of(out, ROOT);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("statfs of " + directory, e);
        }
    }

    /** Blocks that are reserved for root count as free only for root, and never on btrfs. */
    static FreeSpace of(MemorySegment statfs, boolean root) {
        long unit = word(statfs, UNIT);
        boolean reserved = root && (word(statfs, TYPE) & 0xffff_ffffL) != BTRFS;
        return new FreeSpace(word(statfs, BLOCKS) * unit, word(statfs, reserved ? FREE : AVAILABLE) * unit, word(statfs, INODES), word(statfs, INODES_FREE));
    }

    private static long word(MemorySegment statfs, int index) {
        return statfs.getAtIndex(ValueLayout.JAVA_LONG, index);
    }

    private static OptionalLong override(Path file) throws IOException {
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    return OptionalLong.of(size(line.trim()));
                }
            }
            return OptionalLong.empty();
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException | NumberFormatException | ArithmeticException e) {
            throw new IOException(file + " should hold a number such as 500G: " + e.getMessage(), e);
        }
    }

    private static long size(String text) {
        int power = "KMGTPE".indexOf(text.toUpperCase(Locale.ROOT).charAt(text.length() - 1));
        return power < 0 ? Long.parseLong(text)
                : Math.multiplyExact(Long.parseLong(text.substring(0, text.length() - 1).trim()), 1L << 10 * (power + 1));
    }
}
