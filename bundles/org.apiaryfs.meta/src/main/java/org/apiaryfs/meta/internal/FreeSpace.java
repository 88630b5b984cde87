package org.apiaryfs.meta.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * Room on the file system that holds the metadata. Immutable.
 *
 * @param sizeTotal bytes
 * @param sizeFree bytes that this process may still use
 * @param inodesTotal number; 0 if the file system has no fixed number
 * @param inodesFree number
 */
record FreeSpace(long sizeTotal, long sizeFree, long inodesTotal, long inodesFree) {
    /** Bytes of struct statvfs of 64-bit Linux, generously. */
    private static final int STATVFS = 256;
    /** Words of struct statvfs: blocks that are free, and those of them that are not reserved for root. */
    private static final int FREE = 3;
    private static final int AVAILABLE = 4;
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final MethodHandle CALL = Linker.nativeLinker().downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow("statvfs"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));

    /** @throws IOException if the system can't tell */
    static FreeSpace of(Path directory) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(STATVFS, 8);
            int result = (int) CALL.invokeExact(arena.allocateFrom(directory.toString()), out);
            if (result != 0) {
                throw new IOException("statvfs of " + directory + " failed");
            }
            long unit = word(out, 1);
            return new FreeSpace(word(out, 2) * unit, word(out, ROOT ? FREE : AVAILABLE) * unit, word(out, 5), word(out, 6));
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("statvfs of " + directory, e);
        }
    }

    private static long word(MemorySegment statvfs, int index) {
        return statvfs.getAtIndex(ValueLayout.JAVA_LONG, index);
    }
}
