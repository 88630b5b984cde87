package org.apiaryfs.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.apiaryfs.tests.support.Installation;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several users on one mount, who may do what their modes and groups say; and mounts as mount(8), fstab, systemd and users without privileges make them. */
@Tag("system")
class UsersTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** "as UID GROUPS COMMAND…", the primary group being that of the user's own number; "refused CODE COMMAND…" checks for an error's text. */
    private static final String FUNCTIONS = """
            as() { local u=$1 g=$2; shift 2; setpriv --reuid="$u" --regid="$u" --groups="$g" -- "$@"; }
            refused() { local text=$1 said; shift; if said=$(LC_ALL=C "$@" 2>&1); then echo "allowed: $*"; exit 1; fi; grep -q "$text" <<< "$said" || { echo "$*: $said"; exit 1; }; }
            is() { [ "$(stat -c "$1" "$2")" = "$3" ] || { echo "$2: $(stat -c "$1" "$2") instead of $3"; exit 1; }; }
            """;

    @TempDir
    static Path dir;

    private static TestCluster cluster;
    private static Path mnt;
    private static Path other;

    @BeforeAll
    static void mount() throws Exception {
        Shell.require("util-linux", "fuse3");
        cluster = new TestCluster(dir.resolve("cluster"), 1).start();
        mnt = cluster.mount().directory();
        other = cluster.mount().directory();
    }

    @AfterAll
    static void unmount() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static String run(Path directory, String script) throws Exception {
        return Shell.run(directory, LIMIT, FUNCTIONS + script);
    }

    private static Path work(String name) throws Exception {
        Path work = Files.createDirectory(mnt.resolve(name));
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxrwxrwx"));
        return work;
    }

    @Test
    void supplementaryGroupsCount() throws Exception {
        run(work("groups"), """
                echo secret > f; chown 5001:5005 f; chmod 640 f
                as 5002 5005,5006 cat f
                refused 'Permission denied' as 5002 5006 cat f
                refused 'Permission denied' as 5002 5005 sh -c 'echo x >> f'
                chmod 660 f; as 5002 5006,5005 sh -c 'echo x >> f'
                chmod 604 f; refused 'Permission denied' as 5002 5005 cat f; as 5002 5006 cat f
                mkdir d; chown 0:5005 d; chmod 770 d
                as 5002 5005 touch d/mine; is %u:%g d/mine 5002:5002
                refused 'Permission denied' as 5002 5006 touch d/no
                chmod 2770 d; as 5002 5005 touch d/group; is %u:%g d/group 5002:5005
                as 5002 5005 mkdir d/sub; is %u:%g:%a d/sub 5002:5005:2755
                as 5002 5005 mkdir d/sub/sub; is %g:%a d/sub/sub 5005:2755
                as 5002 5005 chgrp 5005 d/mine; is %g d/mine 5005
                refused 'not permitted' as 5002 5005 chgrp 5006 d/mine
                refused 'not permitted' as 5002 5005 chown 5001 d/mine
                """);
    }

    @Test
    void stickyDirectoriesProtectNames() throws Exception {
        run(work("sticky"), """
                mkdir s t; chmod 1777 s; chmod 777 t
                as 5001 5001 touch s/one s/two s/three t/one
                refused 'not permitted' as 5002 5002 rm -f s/one
                refused 'not permitted' as 5002 5002 mv s/one s/uno
                refused 'not permitted' as 5002 5002 mv s/one t/uno
                as 5002 5002 touch s/mine; refused 'not permitted' as 5002 5002 mv s/mine s/one
                as 5002 5002 rm -f t/one
                as 5001 5001 mv s/one s/uno; as 5001 5001 rm -f s/uno; rm s/two
                chown 5002 s; as 5002 5002 rm -f s/three
                """);
    }

    @Test
    void privilegesOfProgramsGoWhenTheyAreChanged() throws Exception {
        run(work("setuid"), """
                make() { rm -f f; echo old > f; chown "$1" f; chmod "$2" f; }
                make 5001:5001 6777; as 5002 5002 sh -c 'echo x >> f'; is %a f 777
                make 5001:5001 6777; as 5002 5002 truncate -s 1 f; is %a f 777
                make 5001:5001 6777; as 5002 5002 sh -c ': > f'; is %a f 777
                make 5001:5001 6777; as 5001 5005 chgrp 5005 f; is %a f 777
                make 5001:5001 6777; chown 5003 f; is %a f 777
                make 5001:5001 6777; echo x >> f; is %a f 6777
                make 5001:5001 2767; as 5002 5002 sh -c 'echo x >> f'; stat -c %a f
                make 5001:5005 755; as 5001 5001 chmod 2755 f; is %a f 755
                make 5001:5005 755; as 5001 5005 chmod 2755 f; is %a f 2755
                make 5001:5001 4777; refused 'not permitted' as 5002 5002 chmod 777 f; is %a f 4777
                """);
    }

    @Test
    void whatOneMountForbidsTheOtherForbids() throws Exception {
        run(work("both"), "other=" + other.resolve("both") + "\n" + """
                echo x > f; mkdir d; echo y > d/f; chmod 755 d
                as 5001 5001 cat $other/f $other/d/f
                chmod 600 f; refused 'Permission denied' as 5001 5001 cat $other/f
                chmod 644 f; as 5001 5001 cat $other/f
                chmod 700 d
                for i in $(seq 50); do as 5001 5001 cat $other/d/f 2>/dev/null || break; sleep 0.1; done
                refused 'Permission denied' as 5001 5001 cat $other/d/f
                refused 'Permission denied' as 5001 5001 touch -d yesterday $other/f
                chmod 666 f; as 5001 5001 touch $other/f; refused 'not permitted' as 5001 5001 touch -d yesterday $other/f
                """);
    }

    private static String source() {
        return cluster.address().host() + ":" + cluster.address().port();
    }

    private static String options() {
        return "connInterfacesList=lo,connAuthFile=" + cluster.directory().resolve("auth");
    }

    @Test
    void usersMountForThemselves() throws Exception {
        Path home = Files.createDirectory(dir.resolve("home"));
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        String program = Installation.program("apiary-mount").toString();
        run(home, """
                nobody() { setpriv --reuid=nobody --regid=nogroup --clear-groups env -i PATH="$PATH" HOME="$PWD" XDG_RUNTIME_DIR="$PWD" "$@"; }
                chown nobody:nogroup .; [ -w /dev/fuse ]; chmod a+rw /dev/fuse
                nobody test -x %1$s || { echo "%1$s can't be reached by other users"; exit 1; }
                nobody mkdir mnt
                nobody %1$s -o %2$s,logStdFile=$PWD/log %3$s mnt || { cat log; exit 1; }
                trap 'umount -l mnt' EXIT
                grep "$PWD/mnt fuse.apiary" /proc/self/mounts
                """.formatted(program, options(), source()) + """
                mkdir %1$s/nobody %1$s/roots; chown nobody %1$s/nobody; chmod 700 %1$s/nobody %1$s/roots
                nobody sh -c 'echo mine > mnt/nobody/f; cat mnt/nobody/f'
                is %%U %1$s/nobody/f nobody
                refused 'Permission denied' nobody touch mnt/roots/f
                refused 'Permission denied' ls mnt
                refused 'Permission denied' as 5001 5001 ls mnt
                """.formatted(mnt) + """
                nobody %1$s --unmount mnt
                ! grep "$PWD/mnt fuse.apiary" /proc/self/mounts
                trap - EXIT
                """.formatted(program));
    }

    @Test
    void theSystemMountsByTypeAndTable() throws Exception {
        Path work = Files.createDirectory(dir.resolve("table"));
        Files.writeString(work.resolve("fstab"), source() + " " + work.resolve("mnt") + " fuse.apiary " + options() + ",_netdev,noauto 0 0\n");
        // In a mount table of their own, in which the program stands where mount(8) looks for it.
        String said = run(work, """
                mkdir mnt links; ln -s %s links/mount.fuse.apiary
                cat > inside <<'END'
                mount --make-rprivate /
                mount -t overlay overlay -o lowerdir=$PWD/links:/usr/sbin /usr/sbin
                mount -t fuse.apiary %s $PWD/mnt -o %s
                echo by-type > mnt/f; umount mnt
                while [ -e /run/apiary-mount*table-mnt.pid ]; do sleep 0.1; done
                mount --fstab $PWD/fstab $PWD/mnt
                cat mnt/f; setpriv --reuid=5001 --regid=5001 --clear-groups cat mnt/f
                umount mnt
                END
                unshare -m bash -e inside
                """.formatted(Installation.program("apiary-mount"), source(), options()));
        assertEquals("by-type\nby-type\n", said);
    }

    @Test
    void theUnitForSystemdIsRight() throws Exception {
        Shell.require("systemd");
        Path unit = Installation.program("apiary-mount").getParent().resolveSibling("share/systemd/mnt-apiary.mount");
        assertTrue(Files.isReadable(unit));
        assertEquals("", Shell.run(dir, LIMIT, "systemd-analyze verify " + unit));
    }
}
