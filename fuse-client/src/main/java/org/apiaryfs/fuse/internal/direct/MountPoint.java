package org.apiaryfs.fuse.internal.direct;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.FuseException;
import org.apiaryfs.fuse.MountOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attaches a FUSE connection to a directory and takes it away.
 *
 * <p>Source: mount(2), umount(2), and the FUSE mount data. Threading: one thread at a time.
 */
public final class MountPoint {
    private static final Logger LOG = LoggerFactory.getLogger(MountPoint.class);

    private static final long MS_RDONLY = 1;
    private static final long MS_NOSUID = 2;
    private static final long MS_NODEV = 4;
    private static final long MS_NOEXEC = 8;
    private static final long MS_NOATIME = 1024;
    private static final int MNT_FORCE = 1;
    private static final int MNT_DETACH = 2;
    private static final int STALE_MOUNTS = 16; // stacked dead mounts that are removed before giving up
    private static final int SYNC_SECONDS = 10;
    private static final int ROOT_USER = 0;

    private final Path directory;
    private final MountOptions options;
    private final boolean byHelper;

    /** The mount point that this directory is or shall be. */
    public MountPoint(Path directory, MountOptions options) {
        this.directory = real(directory.toAbsolutePath().normalize());
        this.options = options;
        byHelper = switch (options.mounter()) {
            case AUTO -> Linux.effectiveUserId() != ROOT_USER;
            case SYSTEM_CALL -> false;
            case HELPER -> true;
        };
    }

    /**
     * The path as the mount table has it, without symbolic links. The directory itself isn't touched if something is
     * mounted there: that may be a mount whose server is dead or doesn't answer.
     */
    private static Path real(Path path) {
        try {
            Path inParent = path.getParent() == null ? path : path.getParent().toRealPath().resolve(path.getFileName());
            return MountTable.minorDevice(inParent).isEmpty() && Files.isSymbolicLink(path) ? path.toRealPath() : inParent;
        } catch (IOException e) {
            return path; // mounting will say what is wrong with it
        }
    }

    /** The mount point's absolute path. */
    public Path directory() {
        return directory;
    }

    /** Removes mounts whose server has died; without this the new mount would lie on top of them for ever. */
    public void detachStale() throws FuseException {
        for (int i = 0; i < STALE_MOUNTS; i++) {
            int result = Linux.statfs(directory.toString());
            if (result != -Linux.ENOTCONN && result != -Linux.ECONNABORTED) {
                return;
            }
            LOG.info("removing a mount whose server has died: mountPoint={}", directory);
            int detached = byHelper ? helperUnmount() : Linux.umount2(directory.toString(), MNT_DETACH);
            if (detached < 0) {
                throw new FuseException("%s is the mount of a server that has died and cannot be removed (%s); run "
                        .formatted(directory, name(detached)) + "'umount -l " + directory + "' as root");
            }
        }
    }

    /** Makes all requests of the mount fail, without touching it. */
    public void abandon() {
        connection().ifPresent(connection -> {
            abort(connection);
            Linux.umount2(directory.toString(), MNT_FORCE); // aborts too, where the control file system isn't mounted
        });
    }

    private int helperUnmount() {
        try {
            MountHelper.unmount(directory, true);
            return 0;
        } catch (FuseException e) {
            LOG.warn("{}", e.getMessage());
            return -Linux.EBUSY;
        }
    }

    /**
     * Mounts, and returns the device's descriptor. Requests can be read from it from now on; nothing below the mount
     * point may be touched before INIT is answered.
     */
    int mount() throws FuseException {
        if (!Files.isDirectory(directory)) {
            throw new FuseException("mount point " + directory + " is not a directory; create it first");
        }
        return byHelper ? MountHelper.mount(directory, helperOptions()) : mountDirectly();
    }

    private int mountDirectly() throws FuseException {
        int fd = Linux.open(DeviceFd.DEVICE, Linux.O_RDWR | Linux.O_CLOEXEC);
        if (fd < 0) {
            throw new FuseException("cannot open %s (%s): load the kernel module with 'modprobe fuse'; in a container "
                    .formatted(DeviceFd.DEVICE, name(fd)) + "pass the device in");
        }
        String data = "fd=%d,rootmode=40000,user_id=%d,group_id=%d%s".formatted(fd, Linux.effectiveUserId(),
                Linux.effectiveGroupId(), kernelOptions());
        int result = Linux.mount(options.fsName(), directory.toString(), "fuse." + options.subtype(), flags(), data);
        if (result < 0) {
            Linux.close(fd);
            throw new FuseException("cannot mount on %s: %s%s".formatted(directory, name(result),
                    result == -Errno.EPERM.code() ? "; be root, or use mounter=helper" : ""));
        }
        return fd;
    }

    private long flags() {
        return (options.readOnly() ? MS_RDONLY : 0) | (options.allowSuid() ? 0 : MS_NOSUID)
                | (options.allowDevices() ? 0 : MS_NODEV) | (options.noExec() ? MS_NOEXEC : 0)
                | (options.noAtime() ? MS_NOATIME : 0);
    }

    private String kernelOptions() {
        return ",max_read=" + options.maxRead() + (options.allowOther() ? ",allow_other" : "")
                + (options.defaultPermissions() ? ",default_permissions" : "");
    }

    private String helperOptions() {
        boolean root = Linux.effectiveUserId() == ROOT_USER;
        return "fsname=" + options.fsName() + ",subtype=" + options.subtype() + kernelOptions()
                + (options.readOnly() ? ",ro" : "") + (options.noExec() ? ",noexec" : "")
                + (options.noAtime() ? ",noatime" : "") + (root && options.allowSuid() ? ",suid" : "")
                + (root && options.allowDevices() ? ",dev" : "");
    }

    /** Which connection this mount is, as the control file system names it. */
    public Optional<String> connection() {
        return MountTable.minorDevice(directory);
    }

    /**
     * Takes the mount away. If files are open below it, what they have written is synchronised as far as possible in
     * {@value #SYNC_SECONDS} s, the connection is aborted and the mount detached.
     *
     * @param connection what {@link #connection} said after mounting
     */
    public void unmount(Optional<String> connection) {
        if (byHelper ? helperUnmountsIdle() : unmountsIdle()) {
            return;
        }
        LOG.warn("files are open below the mount point; they give errors from now on: mountPoint={}", directory);
        synchronise();
        if (byHelper) {
            helperUnmount();
        } else {
            Linux.umount2(directory.toString(), MNT_FORCE); // aborts the connection even where it says EBUSY
            Linux.umount2(directory.toString(), MNT_DETACH);
        }
        connection.ifPresent(MountPoint::abort);
    }

    private boolean unmountsIdle() {
        int result = Linux.umount2(directory.toString(), 0);
        return result == 0 || result == -Linux.EINVAL; // EINVAL: nothing is mounted there any more
    }

    private boolean helperUnmountsIdle() {
        try {
            MountHelper.unmount(directory, false);
            return true;
        } catch (FuseException e) {
            return connection().isEmpty();
        }
    }

    private void synchronise() {
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofPlatform().name("fuse-sync").daemon().start(() -> {
            int fd = Linux.open(directory.toString(), Linux.O_CLOEXEC);
            if (fd >= 0) {
                Linux.syncfs(fd);
                Linux.close(fd);
            }
            done.countDown();
        });
        try {
            if (!done.await(SYNC_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("cached writes could not be synchronised in {} s: mountPoint={}", SYNC_SECONDS, directory);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void abort(String connection) {
        Path file = Path.of("/sys/fs/fuse/connections", connection, "abort");
        try {
            if (Files.exists(file)) {
                Files.writeString(file, "1");
            }
        } catch (IOException e) {
            LOG.debug("connection not aborted: {}", e.toString());
        }
    }

    private static String name(int failure) {
        return Errno.of(-failure).map(Errno::name).orElse("errno " + -failure);
    }
}
