package org.apiaryfs.fuse;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How to mount. {@link #DEFAULTS} suits a shared cluster file system; {@link #with} varies it and
 * {@link #withOption} takes options as they are written after {@code mount -o}.
 *
 * <p>Threading: immutable.
 *
 * @param backend            who serves the mount
 * @param transport          how requests arrive (direct back end)
 * @param mounter            how the mount is made (direct back end)
 * @param fsName             what the mount table shows as the device
 * @param subtype            what follows "fuse." in the mount table
 * @param allowOther         users other than the mounting one may enter; needs root or user_allow_other in fuse.conf
 * @param defaultPermissions the kernel checks permissions from mode bits
 * @param readOnly           nothing may be changed
 * @param noExec             programs can't be run
 * @param noAtime            access times aren't updated by the kernel
 * @param allowSuid          set-user-ID bits take effect (root only)
 * @param allowDevices       device nodes work (root only)
 * @param maxWrite           largest write request in bytes, 4 KiB to 1 MiB, a multiple of 4 KiB
 * @param maxRead            largest read request in bytes, 4 KiB to 1 MiB, a multiple of 4 KiB
 * @param maxBackground      how many background requests the kernel may have outstanding, 1 to 65535
 * @param readers            threads that read requests from the device, 1 to 64
 * @param ringDepth          requests per processor and ring with io_uring, 1 to 64
 * @param writebackCache     the kernel collects writes in its cache; not coherent between clients
 * @param autoInvalidate     the kernel drops cached data when it sees a changed modification time or size; if false
 *                           only the {@link KernelNotifier} does
 * @param posixLocks         POSIX locks are asked of the file system, else they are local to this machine
 * @param flockLocks         flock locks likewise
 * @param accessLists        the kernel asks for POSIX access control lists and checks permissions by them (direct back end);
 *                           the umask is then the file system's business
 * @param shutdownHook       unmount when the JVM is terminated
 */
public record MountOptions(Backend backend, Transport transport, Mounter mounter, String fsName, String subtype,
        boolean allowOther, boolean defaultPermissions, boolean readOnly, boolean noExec, boolean noAtime,
        boolean allowSuid, boolean allowDevices, int maxWrite, int maxRead, int maxBackground, int readers,
        int ringDepth, boolean writebackCache, boolean autoInvalidate, boolean posixLocks, boolean flockLocks,
        boolean accessLists, boolean shutdownHook) {

    /** The usual: direct back end, 1 MiB requests, permissions checked by the kernel, cluster-wide locks. */
    public static final MountOptions DEFAULTS = new MountOptions(Backend.DIRECT, Transport.AUTO, Mounter.AUTO,
            "apiary", "apiary", false, true, false, false, false, false, false, 1 << 20, 1 << 20, 64, 2, 8,
            false, true, true, true, false, true);

    private static final int PAGE = 4096;
    private static final int MAX_REQUEST = 1 << 20;

    /** Who serves the mount. */
    public enum Backend {
        /** The kernel's own protocol, without a native library; Linux only. */
        DIRECT,
        /** libfuse 2 through jnr-fuse; works wherever libfuse 2 does, with fewer features. */
        JNR
    }

    /** How requests arrive. */
    public enum Transport {
        /** io_uring if the kernel offers it, else the device. */
        AUTO,
        /** Reads and writes of the FUSE device. */
        DEVICE,
        /** FUSE over io_uring; mounting fails if the kernel doesn't offer it. */
        URING
    }

    /** How the mount is made. */
    public enum Mounter {
        /** By system call if root, else by the helper. */
        AUTO,
        /** mount(2). */
        SYSTEM_CALL,
        /** The set-user-ID program fusermount3. */
        HELPER
    }

    /** Checks ranges and names. */
    public MountOptions {
        checkName("fsname", fsName);
        checkName("subtype", subtype);
        checkRange("max_write", maxWrite, PAGE, MAX_REQUEST);
        checkRange("max_read", maxRead, PAGE, MAX_REQUEST);
        if (maxWrite % PAGE != 0 || maxRead % PAGE != 0) {
            throw new IllegalArgumentException("max_read and max_write must be multiples of " + PAGE);
        }
        checkRange("max_background", maxBackground, 1, 65535);
        checkRange("readers", readers, 1, 64);
        checkRange("ring_depth", ringDepth, 1, 64);
    }

    private static void checkRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("%s=%d is out of range: %d to %d".formatted(name, value, min, max));
        }
    }

    private static void checkName(String name, String value) {
        if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c == ',' || c == '\\' || c > '~')) {
            throw new IllegalArgumentException(
                    "%s=%s: give printable ASCII without blank, comma or backslash".formatted(name, value));
        }
    }

    /** The same with changes, for example {@code with(o -> o.readOnly = true)}. */
    public MountOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finish();
    }

    /**
     * The same with one option as written after {@code mount -o}, for example "ro", "transport" with "uring",
     * "max_read" with "131072".
     *
     * @return empty if this option is not one of FUSE's; its meaning is then the caller's
     * @throws IllegalArgumentException if the value is missing, superfluous or wrong; the message names option and
     *                                  permitted values
     */
    public Optional<MountOptions> withOption(String name, Optional<String> value) {
        return Optional.ofNullable(switch (name) {
            case "ro" -> flag(name, value, o -> o.readOnly = true);
            case "rw" -> flag(name, value, o -> o.readOnly = false);
            case "exec" -> flag(name, value, o -> o.noExec = false);
            case "noexec" -> flag(name, value, o -> o.noExec = true);
            case "suid" -> flag(name, value, o -> o.allowSuid = true);
            case "nosuid" -> flag(name, value, o -> o.allowSuid = false);
            case "dev" -> flag(name, value, o -> o.allowDevices = true);
            case "nodev" -> flag(name, value, o -> o.allowDevices = false);
            case "atime" -> flag(name, value, o -> o.noAtime = false);
            case "noatime" -> flag(name, value, o -> o.noAtime = true);
            case "allow_other" -> flag(name, value, o -> o.allowOther = true);
            case "default_permissions" -> flag(name, value, o -> o.defaultPermissions = true);
            case "no_default_permissions" -> flag(name, value, o -> o.defaultPermissions = false);
            case "writeback_cache" -> flag(name, value, o -> o.writebackCache = true);
            case "auto_inval" -> flag(name, value, o -> o.autoInvalidate = true);
            case "no_auto_inval" -> flag(name, value, o -> o.autoInvalidate = false);
            case "local_posix_locks" -> flag(name, value, o -> o.posixLocks = false);
            case "local_flock" -> flag(name, value, o -> o.flockLocks = false);
            case "fsname" -> with(o -> o.fsName = required(name, value));
            case "subtype" -> with(o -> o.subtype = required(name, value));
            case "max_read" -> with(o -> o.maxRead = number(name, value));
            case "max_write" -> with(o -> o.maxWrite = number(name, value));
            case "max_background" -> with(o -> o.maxBackground = number(name, value));
            case "readers" -> with(o -> o.readers = number(name, value));
            case "ring_depth" -> with(o -> o.ringDepth = number(name, value));
            case "backend" -> with(o -> o.backend = constant(name, value, Backend.class));
            case "transport" -> with(o -> o.transport = constant(name, value, Transport.class));
            case "mounter" -> with(o -> o.mounter = constant(name, value, Mounter.class));
            default -> null;
        });
    }

    private MountOptions flag(String name, Optional<String> value, Consumer<Draft> change) {
        if (value.isPresent()) {
            throw new IllegalArgumentException("option %s takes no value, but got '%s'".formatted(name, value.get()));
        }
        return with(change);
    }

    private static String required(String name, Optional<String> value) {
        return value.orElseThrow(() -> new IllegalArgumentException("option %s needs a value".formatted(name)));
    }

    private static int number(String name, Optional<String> value) {
        String text = required(name, value);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s=%s is not a number".formatted(name, text), e);
        }
    }

    private static <E extends Enum<E>> E constant(String name, Optional<String> value, Class<E> type) {
        String text = required(name, value);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().replace('_', '-').equalsIgnoreCase(text.replace('_', '-'))) {
                return constant;
            }
        }
        throw new IllegalArgumentException("%s=%s is unknown; choose one of %s".formatted(name, text,
                Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    /** The options with their values open to change, see {@link #with}. Threading: one thread. */
    public static final class Draft {
        public Backend backend;
        public Transport transport;
        public Mounter mounter;
        public String fsName;
        public String subtype;
        public boolean allowOther;
        public boolean defaultPermissions;
        public boolean readOnly;
        public boolean noExec;
        public boolean noAtime;
        public boolean allowSuid;
        public boolean allowDevices;
        public int maxWrite;
        public int maxRead;
        public int maxBackground;
        public int readers;
        public int ringDepth;
        public boolean writebackCache;
        public boolean autoInvalidate;
        public boolean posixLocks;
        public boolean flockLocks;
        public boolean accessLists;
        public boolean shutdownHook;

        private Draft(MountOptions from) {
            backend = from.backend;
            transport = from.transport;
            mounter = from.mounter;
            fsName = from.fsName;
            subtype = from.subtype;
            allowOther = from.allowOther;
            defaultPermissions = from.defaultPermissions;
            readOnly = from.readOnly;
            noExec = from.noExec;
            noAtime = from.noAtime;
            allowSuid = from.allowSuid;
            allowDevices = from.allowDevices;
            maxWrite = from.maxWrite;
            maxRead = from.maxRead;
            maxBackground = from.maxBackground;
            readers = from.readers;
            ringDepth = from.ringDepth;
            writebackCache = from.writebackCache;
            autoInvalidate = from.autoInvalidate;
            posixLocks = from.posixLocks;
            flockLocks = from.flockLocks;
            accessLists = from.accessLists;
            shutdownHook = from.shutdownHook;
        }

        private MountOptions finish() {
            return new MountOptions(backend, transport, mounter, fsName, subtype, allowOther, defaultPermissions,
                    readOnly, noExec, noAtime, allowSuid, allowDevices, maxWrite, maxRead, maxBackground, readers,
                    ringDepth, writebackCache, autoInvalidate, posixLocks, flockLocks, accessLists, shutdownHook);
        }
    }
}
