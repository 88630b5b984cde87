package org.apiaryfs.daemons.beegfs;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** What a mount, of Apiary or of the kernel's client, tells by ioctl (spec admin §4). Stateless. */
final class MountIoctl {
    /** Non-blocking and close on exec, so that pipes don't hold us up. */
    private static final int OPEN_FLAGS = 0x80000 | 0x800;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN = handle("open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle IOCTL = handle("ioctl",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private MountIoctl() {}

    /** What can be asked for, with the number of the request and room for the answer. */
    enum Question {
        GETCONFIGFILE(0x90046614L, 4100, MountIoctl::text),
        GETRUNTIMECONFIGFILE(0x90046617L, 4100, MountIoctl::text),
        GETMOUNTID(0x81006618L, 256, MountIoctl::text),
        /** The kernel's client writes 8 bytes, a FUSE mount can only write the 6 that the number says. */
        TESTISBEEGFS(0x80066616L, 8, answer -> text(answer).startsWith("_FhGFS") ? "Yes" : "No"),
        GETSTRIPEINFO(0x800c6619L, 12, answer -> "Pattern type: " + answer.get(ValueLayout.JAVA_INT, 0) + "\nChunksize: "
                + answer.get(ValueLayout.JAVA_INT, 4) + "\nNumber of targets: " + answer.get(ValueLayout.JAVA_SHORT, 8));

        private final long number;
        private final int bytes;
        private final Function<MemorySegment, String> reader;

        Question(long number, int bytes, Function<MemorySegment, String> reader) {
            this.number = number;
            this.bytes = bytes;
            this.reader = reader;
        }

        static Optional<Question> named(String name) {
            return Arrays.stream(values()).filter(q -> q.name().equalsIgnoreCase(name)).findFirst();
        }
    }

    private static String text(MemorySegment answer) {
        return new String(answer.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8).split("\0", 2)[0];
    }

    private static MethodHandle handle(String name, FunctionDescriptor signature, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), signature, options);
    }

    /** The answer for people. @throws ModeException if the path is in no mount of a cluster */
    static String ask(Path path, Question question) throws ModeException {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) OPEN.invokeExact(arena.allocateFrom(path.toString()), OPEN_FLAGS);
            if (descriptor < 0) {
                throw ModeException.badArguments(path + " can't be opened.");
            }
            MemorySegment answer = arena.allocate(question.bytes, Long.BYTES);
            int result = (int) IOCTL.invokeExact(descriptor, question.number, answer);
            int closed = (int) CLOSE.invokeExact(descriptor);
            if (result != 0 || closed != 0) {
                throw ModeException.badArguments(path + " is not in a mount of a cluster, or is nothing that this can be asked of.");
            }
            return question.reader.apply(answer);
        } catch (ModeException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("system calls don't throw", e);
        }
    }

    /** The file with the effective configuration of the mount that a directory is in. */
    static Path runtimeConfiguration(Path directory) throws ModeException {
        return Path.of(ask(directory, Question.GETRUNTIMECONFIGFILE));
    }
}
