package org.apiaryfs.admin;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Copies extended attributes of all kinds, access control lists among them (xattr(7)). Stateless. */
final class ExtendedAttributes {
    private static final int MAX_LIST = 64 << 10;
    private static final int MAX_VALUE = 64 << 10;
    private static final int NOT_SUPPORTED = 95; // EOPNOTSUPP of Linux
    private static final Linker LINKER = Linker.nativeLinker();
    private static final ValueLayout.OfLong SIZE = ValueLayout.JAVA_LONG;
    private static final Linker.Option WITH_ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle LIST = handle("llistxattr", FunctionDescriptor.of(SIZE, ValueLayout.ADDRESS, ValueLayout.ADDRESS, SIZE));
    private static final MethodHandle GET = handle("lgetxattr", FunctionDescriptor.of(SIZE, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS, SIZE));
    private static final MethodHandle SET = handle("lsetxattr",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS, SIZE, ValueLayout.JAVA_INT));

    private ExtendedAttributes() {}

    private static MethodHandle handle(String name, FunctionDescriptor signature) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), signature, WITH_ERRNO);
    }

    /** Sets all attributes of one file on another. A file system without any has nothing to be copied. */
    static void copy(Path from, Path to) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment source = arena.allocateFrom(from.toString());
            MemorySegment target = arena.allocateFrom(to.toString());
            MemorySegment list = arena.allocate(MAX_LIST);
            MemorySegment value = arena.allocate(MAX_VALUE);
            long length = (long) LIST.invokeExact(state, source, list, (long) MAX_LIST);
            if (length < 0 && (int) ERRNO.get(state, 0L) != NOT_SUPPORTED) {
                throw new IOException(Texts.of("copy_attributes", from, (int) ERRNO.get(state, 0L)));
            }
            for (String name : names(list, length)) {
                MemorySegment attribute = arena.allocateFrom(name);
                long size = (long) GET.invokeExact(state, source, attribute, value, (long) MAX_VALUE);
                if (size < 0 || (int) SET.invokeExact(state, target, attribute, value, size, 0) != 0) {
                    throw new IOException(Texts.of(size < 0 ? "copy_attributeRead" : "copy_attributeSet", name, from,
                            (int) ERRNO.get(state, 0L)));
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("system calls don't throw", e);
        }
    }

    private static List<String> names(MemorySegment list, long length) {
        if (length <= 0) {
            return List.of();
        }
        String names = new String(list.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        return List.of(names.split("\0"));
    }
}
