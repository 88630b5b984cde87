package org.apiaryfs.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access control lists and extended attributes on a mounted cluster, by the programs that people use for them. */
@Tag("system")
class AccessListsTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int NAMED = 4321;
    private static final int STRANGER = 4322;

    @TempDir
    static Path dir;

    private static TestCluster cluster;
    private static Path mnt;
    private static Path without;

    @BeforeAll
    static void mount() throws Exception {
        Shell.require("acl", "attr", "util-linux");
        cluster = new TestCluster(dir.resolve("cluster"), 2, "storeClientACLs=true").start();
        mnt = cluster.mount("sysACLsEnabled=true").directory();
        without = cluster.mount("sysACLsEnabled=false").directory();
    }

    @AfterAll
    static void unmount() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static String run(String script) throws Exception {
        return Shell.run(mnt, LIMIT, script).strip();
    }

    private static String as(int uid, String command) {
        return "setpriv --reuid=" + uid + " --regid=" + uid + " --clear-groups " + command;
    }

    @Test
    void aNamedUserGetsWhatHisEntrySays() throws Exception {
        run("echo secret > named; chmod 600 named; setfacl -m u:" + NAMED + ":r named");
        assertEquals("user::rw-\nuser:4321:r--\ngroup::---\nmask::r--\nother::---", run("getfacl -cpn named"));
        assertEquals("640", run("stat -c %a named"));
        assertEquals("secret", run(as(NAMED, "cat named")));
        run("if " + as(STRANGER, "cat named") + "; then exit 1; fi; if " + as(NAMED, "sh -c 'echo more >> named'") + "; then exit 1; fi");
        run("setfacl -m u:" + NAMED + ":rw named; " + as(NAMED, "sh -c 'echo more >> named'"));
        run("setfacl -x u:" + NAMED + " named; if " + as(NAMED, "cat named") + "; then exit 1; fi");
    }

    @Test
    void theMaskLimitsAndChmodSetsIt() throws Exception {
        run("echo x > masked; setfacl -m u::rw,u:" + NAMED + ":rw,g::r,o::- masked; chmod 640 masked");
        assertEquals("user::rw-\nuser:4321:rw-\ngroup::r--\nmask::r--\nother::---", run("getfacl -cpnE masked"));
        run("if " + as(NAMED, "sh -c 'echo y >> masked'") + "; then exit 1; fi; " + as(NAMED, "cat masked"));
        run("chmod 660 masked; " + as(NAMED, "sh -c 'echo y >> masked'"));
        assertEquals("user::rw-\nuser:4321:rw-\ngroup::r--\nmask::rw-\nother::---", run("getfacl -cpn masked"));
        // A list that says no more than the mode is none.
        run("setfacl -b masked; chmod 644 masked");
        assertEquals("", run("getfattr -m - masked"));
        assertEquals("644", run("stat -c %a masked"));
    }

    @Test
    void newEntriesInheritTheDefaultList() throws Exception {
        run("mkdir parent; setfacl -d -m u::rwx,u:" + NAMED + ":rwx,g::rx,o::- parent; umask 077; touch parent/f; mkdir parent/d; mkfifo parent/p;"
                + " ln -s f parent/l; cp /etc/hostname parent/copied");
        assertEquals("660", run("stat -c %a parent/f"));
        assertEquals("user::rw-\nuser:4321:rwx\ngroup::r-x\nmask::rw-\nother::---", run("getfacl -cpnE parent/f"));
        assertEquals(run("getfacl -cpnd parent"), run("getfacl -cpnd parent/d"));
        assertEquals("770", run("stat -c %a parent/d"));
        assertEquals("660", run("stat -c %a parent/p"));
        run(as(NAMED, "sh -c 'touch parent/d/mine && echo x >> parent/f'"));
        // And away with it.
        run("setfacl -k parent; umask 027; touch parent/g");
        assertEquals("640", run("stat -c %a parent/g"));
        assertEquals("", run("getfattr -m - parent/g"));
    }

    @Test
    void thePermissionsSurviveCopiesAndRenames() throws Exception {
        run("mkdir kept; setfacl -m u:" + NAMED + ":rwx -dm g:" + STRANGER + ":r kept; touch kept/f; setfacl -m u:" + STRANGER + ":- kept/f; cp -a kept again; mv again moved");
        assertEquals(run("cd kept; getfacl -Rn . | sort"), run("cd moved; getfacl -Rn . | sort"));
    }

    @Test
    void aMountWithoutListsMasksByItselfAndShowsNone() throws Exception {
        run("mkdir plain; setfacl -m u:" + NAMED + ":r plain");
        Shell.run(without, LIMIT, "umask 027; touch plain/f; [ $(stat -c %a plain/f) = 640 ]; if setfacl -m u:1:r plain/f; then exit 1; fi; [ -z \"$(getfattr -m - plain)\" ]");
    }

    @Test
    void attributesKeepToTheirLimits() throws Exception {
        run("""
                touch attr
                setfattr -n user.a -v one attr; [ "$(getfattr --only-values -n user.a attr)" = one ]
                setfattr -n user.empty attr; setfattr -n security.label -v s attr
                [ "$(getfattr -m - attr | grep -c =)" = 0 ]; [ "$(getfattr -m - attr | grep -cE '^(user|security)')" = 3 ]
                expect() { if LC_ALL=C "${@:2}" 2> err; then exit 1; fi; grep -q "$1" err; }
                expect "No such attribute" getfattr -n user.none attr
                expect "No such attribute" setfattr -x user.none attr
                expect "Operation not supported" setfattr -n trusted.a -v x attr
                expect "Argument list too long" setfattr -n user.big -v "$(head -c 60001 /dev/zero | tr '\\0' x)" attr
                setfattr -n user.big -v "$(head -c 60000 /dev/zero | tr '\\0' x)" attr
                [ "$(getfattr --only-values -n user.big attr | wc -c)" = 60000 ]
                expect "Numerical result out of range" setfattr -n user.$(head -c 245 /dev/zero | tr '\\0' n) -v x attr
                setfattr -n user.$(head -c 240 /dev/zero | tr '\\0' n) -v x attr
                setfattr -x user.a attr; expect "No such attribute" getfattr -n user.a attr
                """);
    }
}
