package org.apiaryfs.fuse.testing;

import static org.apiaryfs.fuse.testing.Workplace.errno;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apiaryfs.fuse.Errno;
import org.junit.jupiter.api.Test;

/** Locks, after flock(2) and fcntl(2). Threading: see the suite. */
interface LockRules extends Workplace {
    @Test
    default void wholeFileLocks() throws Exception {
        assume(Feature.FLOCK);
        String path = Files.createFile(work().resolve("f")).toString();
        int a = Posix.open(path, Posix.O_RDWR, 0);
        int b = Posix.open(path, Posix.O_RDWR, 0);
        try {
            Posix.flock(a, Posix.LOCK_SH);
            Posix.flock(b, Posix.LOCK_SH);
            assertEquals(Errno.EAGAIN, errno(() -> Posix.flock(b, Posix.LOCK_EX | Posix.LOCK_NB)));
            Posix.flock(a, Posix.LOCK_UN);
            Posix.flock(b, Posix.LOCK_EX);
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> Posix.flock(a, Posix.LOCK_EX),
                    task -> Thread.ofPlatform().daemon().start(task));
            assertThrows(TimeoutException.class,
                    () -> waiting.get(200, TimeUnit.MILLISECONDS), "granted while another holds it");
            Posix.flock(b, Posix.LOCK_UN);
            waiting.get(10, TimeUnit.SECONDS);
        } finally {
            Posix.close(a);
            Posix.close(b);
        }
    }

    @Test
    default void waitingForALockCanBeInterrupted() throws Exception {
        assume(Feature.FLOCK);
        String path = Files.createFile(work().resolve("f")).toString();
        int holder = Posix.open(path, Posix.O_RDWR, 0);
        try {
            Posix.flock(holder, Posix.LOCK_EX);
            if (lacks(Feature.INTERRUPT)) {
                assertEquals(1, Commands.run("flock", "-n", path, "true").status(), "refused without waiting");
                return;
            }
            long start = System.nanoTime();
            // flock(1) is interrupted by its alarm signal and then ends with the status asked for
            assertEquals(9, Commands.run("flock", "-w", "1", "-E", "9", path, "true").status());
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10));
        } finally {
            Posix.close(holder);
        }
        Commands.expect("flock", "-w", "5", path, "true");
    }

    @Test
    default void rangeLocks() throws Exception {
        assume(Feature.POSIX_LOCKS);
        String path = Files.createFile(work().resolve("f")).toString();
        int a = Posix.open(path, Posix.O_RDWR, 0);
        int b = Posix.open(path, Posix.O_RDWR, 0);
        try {
            Posix.lock(a, Posix.OFD_SETLK, Posix.F_WRLCK, 100, 100);
            assertEquals(Errno.EAGAIN, errno(() -> Posix.lock(b, Posix.OFD_SETLK, Posix.F_RDLCK, 199, 1)));
            assertEquals(Posix.F_WRLCK, Posix.lock(b, Posix.OFD_GETLK, Posix.F_RDLCK, 0, 0));
            assertEquals(Posix.F_UNLCK, Posix.lock(b, Posix.OFD_GETLK, Posix.F_WRLCK, 200, 10));
            Posix.lock(b, Posix.OFD_SETLK, Posix.F_WRLCK, 200, 10);
            Posix.lock(a, Posix.OFD_SETLK, Posix.F_UNLCK, 150, 10);
            Posix.lock(b, Posix.OFD_SETLK, Posix.F_WRLCK, 150, 10);
            assertEquals(Errno.EAGAIN, errno(() -> Posix.lock(b, Posix.OFD_SETLK, Posix.F_WRLCK, 160, 1)));
            CompletableFuture<Short> waiting = CompletableFuture.supplyAsync(
                    () -> Posix.lock(b, Posix.OFD_SETLKW, Posix.F_WRLCK, 160, 40),
                    task -> Thread.ofPlatform().daemon().start(task));
            assertThrows(TimeoutException.class,
                    () -> waiting.get(200, TimeUnit.MILLISECONDS));
            Posix.lock(a, Posix.OFD_SETLK, Posix.F_UNLCK, 0, 0);
            waiting.get(10, TimeUnit.SECONDS);
        } finally {
            Posix.close(a);
            Posix.close(b);
        }
        int c = Posix.open(path, Posix.O_RDWR, 0);
        try { // closing released everything
            Posix.lock(c, Posix.OFD_SETLK, Posix.F_WRLCK, 0, 0);
        } finally {
            Posix.close(c);
        }
    }
}
