package org.apiaryfs.fuse.testing;

import static org.apiaryfs.fuse.testing.Workplace.mode;
import static org.apiaryfs.fuse.testing.Workplace.modified;
import static org.apiaryfs.fuse.testing.Workplace.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiaryfs.fuse.Errno;
import org.junit.jupiter.api.Test;

/** What users may do and may not, after path_resolution(7), chmod(2), chown(2) and credentials(7). Threading: see the suite. */
interface PermissionRules extends Workplace {
    Posix.User ALICE = new Posix.User(65_533, 65_533);
    Posix.User BOB = new Posix.User(65_532, 65_532);
    /** A group of which somebody may be a member. */
    int GROUP = 65_431;

    @Test
    default void ownersAndSetIdBits() throws Exception {
        assumeRoot();
        Path directory = Files.createDirectory(work().resolve("d"));
        Files.setAttribute(directory, "unix:gid", 4321);
        Files.setAttribute(directory, "unix:mode", 02775);
        Path file = Files.createFile(directory.resolve("f"));
        Path below = Files.createDirectory(directory.resolve("below"));
        assertEquals(4321, Files.getAttribute(file, "unix:gid"), "group of a set-group-ID directory");
        assertEquals(02000, (int) Files.getAttribute(below, "unix:mode") & 02000);
        Files.setAttribute(file, "unix:mode", 06755);
        assertEquals(06755, (int) Files.getAttribute(file, "unix:mode") & 07777);
        Commands.expect("chown", "1234:1234", file.toString());
        assertEquals(1234, Files.getAttribute(file, "unix:uid"));
        assertEquals(0755, (int) Files.getAttribute(file, "unix:mode") & 07777, "set-ID bits after chown");
    }

    /** The rules are for others than root, on whose behalf only root can act. */
    private void assumeUsers() {
        assumeRoot();
        assume(Feature.OTHER_USERS);
    }

    /** What changes names in a directory that holds a file and a directory. */
    private static Map<String, Runnable> changes(String directory) {
        Map<String, Runnable> changes = new LinkedHashMap<>();
        changes.put("create", () -> Posix.close(Posix.open(directory + "/new", Posix.O_CREAT | Posix.O_WRONLY, 0644)));
        changes.put("mkdir", () -> Posix.mkdir(directory + "/newdir", 0755));
        changes.put("mkfifo", () -> Posix.mkfifo(directory + "/fifo", 0644));
        changes.put("symlink", () -> Posix.symlink("file", directory + "/symlink"));
        changes.put("link", () -> Posix.link(directory + "/file", directory + "/link"));
        changes.put("rename", () -> Posix.rename(directory + "/file", directory + "/renamed", 0));
        changes.put("unlink", () -> Posix.unlink(directory + "/renamed"));
        changes.put("rmdir", () -> Posix.rmdir(directory + "/sub"));
        return changes;
    }

    private String directoryOfAlicesThings(int mode) {
        String directory = path("directory");
        Posix.mkdir(directory, 0755);
        for (String file : List.of("file", "renamed")) {
            Posix.close(Posix.open(directory + "/" + file, Posix.O_CREAT | Posix.O_WRONLY, 0644));
            Posix.chown(directory + "/" + file, ALICE.uid(), ALICE.uid());
        }
        Posix.mkdir(directory + "/sub", 0755);
        Posix.chown(directory + "/sub", ALICE.uid(), ALICE.uid());
        Posix.chmod(directory, mode);
        Posix.chmod(work().toString(), 0755);
        return directory;
    }

    @Test
    default void aDirectoryWithoutSearchPermissionIsClosed() {
        assumeUsers();
        String directory = directoryOfAlicesThings(0766);
        Map<String, Runnable> operations = changes(directory);
        String file = directory + "/file";
        operations.put("open", () -> Posix.open(file, Posix.O_RDONLY, 0));
        operations.put("chmod", () -> Posix.chmod(file, 0600));
        operations.put("chown", () -> Posix.chown(file, -1, ALICE.uid()));
        operations.put("truncate", () -> Posix.truncate(file, 0));
        operations.put("utimensat", () -> Posix.utimes(file, 1, 1));
        operations.forEach((name, operation) -> refused(name, Errno.EACCES, () -> Posix.as(ALICE, operation)));
    }

    @Test
    default void aDirectoryWithoutWritePermissionKeepsItsNames() {
        assumeUsers();
        String directory = directoryOfAlicesThings(0755);
        changes(directory).forEach((name, change) -> refused(name, Errno.EACCES, () -> Posix.as(ALICE, change)));
        Posix.chmod(directory, 0777);
        changes(directory).forEach((name, change) -> Posix.as(ALICE, change));
    }

    @Test
    default void inStickyDirectoriesOnlyOwnersRemove() throws IOException {
        assumeUsers();
        String directory = directoryOfAlicesThings(01777);
        String file = directory + "/file";
        String own = directory + "/bobs";
        Posix.as(BOB, () -> Posix.close(Posix.open(own, Posix.O_CREAT | Posix.O_WRONLY, 0644)));
        refused("unlink", Errno.EPERM, () -> Posix.as(BOB, () -> Posix.unlink(file)));
        refused("rmdir", Errno.EPERM, () -> Posix.as(BOB, () -> Posix.rmdir(directory + "/sub")));
        refused("rename", Errno.EPERM, () -> Posix.as(BOB, () -> Posix.rename(file, directory + "/x", 0)));
        refused("rename over", Errno.EPERM, () -> Posix.as(BOB, () -> Posix.rename(own, file, 0)));
        Posix.as(BOB, () -> Posix.rename(own, own + "2", 0));
        Posix.as(ALICE, () -> Posix.unlink(file));
        Posix.chown(directory, ALICE.uid(), ALICE.uid());
        Posix.as(ALICE, () -> Posix.unlink(own + "2"));
        assertFalse(Files.exists(Path.of(own + "2")), "the directory's owner may, too");
    }

    @Test
    default void onlyOwnersChangeModesAndTimes() {
        assumeUsers();
        String file = directoryOfAlicesThings(0755) + "/file";
        refused("chmod", Errno.EPERM, () -> Posix.as(BOB, () -> Posix.chmod(file, 0666)));
        refused("times", Errno.EPERM, () -> Posix.as(BOB, () -> Posix.utimes(file, 1, 1)));
        refused("now", Errno.EACCES, () -> Posix.as(BOB, () -> Posix.utimes(file, Posix.UTIME_NOW, Posix.UTIME_NOW)));
        Posix.as(ALICE, () -> Posix.chmod(file, 0666));
        Posix.as(BOB, () -> Posix.utimes(file, Posix.UTIME_NOW, Posix.UTIME_NOW));
        refused("only one to now", Errno.EPERM, () -> Posix.as(BOB, () -> Posix.utimes(file, Posix.UTIME_NOW, Posix.UTIME_OMIT)));
        Posix.as(ALICE, () -> Posix.utimes(file, 1, 2));
        assertEquals(2, modified(file));
    }

    @Test
    default void ownersGiveFilesToTheirGroupsOnly() throws IOException {
        assumeUsers();
        String file = directoryOfAlicesThings(0777) + "/file";
        Posix.User alice = new Posix.User(ALICE.uid(), ALICE.uid(), GROUP);
        refused("other group", Errno.EPERM, () -> Posix.as(ALICE, () -> Posix.chown(file, -1, GROUP)));
        refused("other owner", Errno.EPERM, () -> Posix.as(alice, () -> Posix.chown(file, BOB.uid(), -1)));
        refused("not the owner", Errno.EPERM, () -> Posix.as(new Posix.User(BOB.uid(), BOB.uid(), GROUP), () -> Posix.chown(file, -1, GROUP)));
        Posix.chmod(file, 06755);
        Posix.as(alice, () -> Posix.chown(file, ALICE.uid(), GROUP));
        assertEquals(GROUP, Files.getAttribute(Path.of(file), "unix:gid"));
        assertEquals(0755, mode(file), "set-ID bits go with the group");
        Posix.as(alice, () -> Posix.chmod(file, 02755));
        assertEquals(02755, mode(file));
        Posix.as(ALICE, () -> Posix.chmod(file, 02755));
        assertEquals(0755, mode(file), "set-group-ID is for members of the group");
    }

    @Test
    default void eachClassOfUsersHasItsBits() {
        assumeUsers();
        String file = directoryOfAlicesThings(0755) + "/file";
        Posix.chown(file, ALICE.uid(), GROUP);
        Map<Posix.User, Integer> classes = Map.of(ALICE, 6, new Posix.User(BOB.uid(), BOB.uid(), GROUP), 3, BOB, 0);
        for (int mode : List.of(0400, 0200, 0600, 0040, 0020, 0060, 0004, 0002, 0006, 0644, 0066, 0)) {
            Posix.chmod(file, mode);
            classes.forEach((user, shift) -> {
                boolean reads = (mode >> shift & 4) != 0;
                boolean writes = (mode >> shift & 2) != 0;
                opens(user, file, Posix.O_RDONLY, reads);
                opens(user, file, Posix.O_WRONLY, writes);
                opens(user, file, Posix.O_RDWR, reads && writes);
            });
        }
    }

    private static void opens(Posix.User user, String file, int flags, boolean allowed) {
        Runnable open = () -> Posix.as(user, () -> Posix.close(Posix.open(file, flags, 0)));
        if (allowed) {
            open.run();
        } else {
            refused("mode " + Integer.toOctalString(mode(file)) + ", " + user + ", flags " + flags, Errno.EACCES, open);
        }
    }

    @Test
    default void writesOfOthersClearSetIdBits() {
        assumeUsers();
        String file = directoryOfAlicesThings(0755) + "/file";
        Map<String, Runnable> writes = Map.of(
                "write", () -> {
                    int fd = Posix.open(file, Posix.O_WRONLY, 0);
                    Posix.write(fd, new byte[] {1}, 0);
                    Posix.close(fd);
                },
                "truncate", () -> Posix.truncate(file, 0),
                "open", () -> Posix.close(Posix.open(file, Posix.O_WRONLY | Posix.O_TRUNC, 0)));
        writes.forEach((name, write) -> {
            Posix.truncate(file, 10);
            Posix.chmod(file, 06777);
            Posix.as(BOB, write);
            assertEquals(0777, mode(file), name);
        });
        Posix.chmod(file, 06777);
        writes.get("write").run();
        assertEquals(06777, mode(file), "root's writes clear nothing");
    }

    @Test
    default void newFilesBelongToTheirMaker() throws IOException {
        assumeUsers();
        String directory = directoryOfAlicesThings(0777);
        for (Kind kind : kinds()) {
            if (kind == Kind.CHARACTER_DEVICE || kind == Kind.BLOCK_DEVICE) {
                refused(kind.name(), Errno.EPERM, () -> Posix.as(BOB, () -> kind.make(directory + "/" + kind)));
                continue;
            }
            Posix.as(BOB, () -> kind.make(directory + "/" + kind));
            Map<String, Object> owner = Files.readAttributes(Path.of(directory, kind.name()), "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
            assertEquals(Map.of("uid", BOB.uid(), "gid", BOB.uid()), owner, kind.name());
        }
    }
}
