package org.apiaryfs.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apiaryfs.tests.support.Mount;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do with a file system all day, by the programs that they do it with, on a mounted cluster. */
@Tag("system")
class EverydayWorkTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int ENOUGH_FILES = 5000;

    @TempDir
    static Path dir;

    private static TestCluster cluster;
    private static Path mnt;

    @BeforeAll
    static void mount() throws Exception {
        Shell.require("git", "sqlite3", "fio", "make", "gcc", "libc6-dev", "tar", "diffutils");
        cluster = new TestCluster(dir.resolve("cluster"), 2).start();
        Mount mount = cluster.mount();
        mnt = mount.directory();
    }

    @AfterAll
    static void unmount() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static Path work(String name) throws Exception {
        return Files.createDirectory(mnt.resolve(name));
    }

    @Test
    void aLargeTreeIsCopiedAndComesBackTheSame() throws Exception {
        Path work = work("tree");
        // Real files of all sizes, with links, from what every machine has; as many directories as it takes.
        Shell.run(work, LIMIT, """
                mkdir copy; n=0
                for d in /usr/share/doc /usr/share/perl /usr/share/perl5 /usr/lib/python3 /usr/include /usr/share/zoneinfo /usr/share/man /usr/share; do
                  [ -d $d ] || continue
                  mkdir -p copy/$n; cp -a $d/. copy/$n/ ; diff -r --no-dereference $d copy/$n
                  n=$((n+1)); [ $(find copy -type f | wc -l) -ge %d ] && break
                done
                """.formatted(ENOUGH_FILES));
        try (Stream<Path> files = Files.walk(work)) {
            assertTrue(files.filter(Files::isRegularFile).count() >= ENOUGH_FILES);
        }
        String before = Shell.run(work, LIMIT, "cd copy; find . -printf '%P %y %m %U %G %s %T@ %l\\n' | sed 's/\\.[0-9]* / /' | sort | sha256sum");
        Shell.run(work, LIMIT, "cp -a copy again; diff -r --no-dereference copy again; rm -r copy");
        assertEquals(before, Shell.run(work, LIMIT, "cd again; find . -printf '%P %y %m %U %G %s %T@ %l\\n' | sed 's/\\.[0-9]* / /' | sort | sha256sum"));
        Shell.run(work, LIMIT, "rm -r again; [ -z \"$(ls -A)\" ]");
    }

    @Test
    void gitWorks() throws Exception {
        Shell.run(work("git"), LIMIT, """
                git init -q .; git config user.name t; git config user.email t@t
                for i in $(seq 1 300); do mkdir -p d$((i%17)); seq $i $((i*7)) > d$((i%17))/f$i; done
                git add -A; git commit -qm one
                for i in $(seq 1 50); do seq 1 $i >> d$((i%17))/f$i; git add -A; git commit -qm "c$i" ; done
                git gc -q; git fsck --strict; git checkout -q HEAD~25; git checkout -q -; git stash list
                git clone -q . ../git-clone; diff -r --exclude=.git . ../git-clone
                """);
    }

    @Test
    void archivesUnpackAndSourcesBuildInParallel() throws Exception {
        Path work = work("build");
        Shell.run(work, LIMIT, """
                mkdir src
                for i in $(seq 1 60); do printf '#include <stdio.h>\\nint f%d(void){return %d;}\\n' $i $i > src/f$i.c; done
                { for i in $(seq 1 60); do echo "int f$i(void);"; done; echo '#include <stdio.h>'; echo 'int main(void){int s=0;'; for i in $(seq 1 60); do echo "s+=f$i();"; done; echo 'printf("%d\\n",s);return 0;}'; } > src/main.c
                printf 'SRC=$(wildcard *.c)\\nall: prog\\nprog: $(SRC:.c=.o)\\n\\t$(CC) -o $@ $^\\n' > src/Makefile
                tar czf src.tar.gz src; rm -r src; tar xzf src.tar.gz
                make -s -j4 -C src; [ "$(src/prog)" = 1830 ]
                # Times are whole seconds, and all of this happens within a few.
                touch -d '2 hours ago' src/*.c; touch -d '1 hour ago' src/*.o src/prog; touch -d '30 minutes ago' src/f7.c
                make -C src > again; grep -q f7.c again; if grep f8.c again; then exit 1; fi
                make -C src > nothing; grep -q "Nothing to be done" nothing
                """);
    }

    @Test
    void sqliteKeepsItsDataInBothJournalModes() throws Exception {
        for (String mode : new String[] {"delete", "wal"}) {
            Shell.run(work("sqlite-" + mode), LIMIT, """
                    db=a.db
                    sqlite3 $db "pragma journal_mode=%s; create table t(id integer primary key, v text);" >/dev/null
                    for w in 1 2 3; do ( for i in $(seq 1 60); do sqlite3 -cmd ".timeout 60000" $db "begin immediate; insert into t(v) values(hex(randomblob(2000))); commit;"; done ) & pids="$pids $!"; done
                    for p in $pids; do wait $p; done
                    [ "$(sqlite3 $db 'select count(*) from t')" = 180 ]
                    [ "$(sqlite3 $db 'pragma integrity_check')" = ok ]
                    sqlite3 $db "update t set v=upper(v)||'x' where id%%3=0; delete from t where id%%5=0; vacuum;"
                    [ "$(sqlite3 $db 'pragma integrity_check')" = ok ]
                    [ "$(sqlite3 $db 'select count(*) from t')" = 144 ]
                    """.formatted(mode));
        }
    }

    @Test
    void fioVerifiesWhatItWrote() throws Exception {
        Path work = work("fio");
        for (String how : new String[] {
            "--rw=write --bs=1M --ioengine=psync", "--rw=randwrite --bs=16k --ioengine=psync", "--rw=write --bs=1M --direct=1 --ioengine=psync",
            "--rw=randwrite --bs=4k --direct=1 --ioengine=libaio --iodepth=8", "--rw=randwrite --bs=4k --ioengine=mmap", "--rw=randrw --bs=64k --ioengine=psync"}) {
            Shell.run(work, LIMIT, "fio --name=v --filename=f --size=48m --verify=crc32c --verify_fatal=1 --do_verify=1 --end_fsync=1 --randseed=7 "
                    + how + " --minimal >/dev/null; rm f");
        }
    }
}
