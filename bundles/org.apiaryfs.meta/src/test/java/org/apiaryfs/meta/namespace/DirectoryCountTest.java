package org.apiaryfs.meta.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.meta.store.DirCounts;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counting the names of a directory that is in use. */
class DirectoryCountTest {
    @TempDir
    Path temp;

    @Test
    void namesComeAndGoWhileTheyAreCounted() throws Exception {
        try (Fixture f = new Fixture(temp.resolve("store"))) {
            EntryKey dir = f.mkdir(EntryKey.ROOT, "d");
            for (int i = 0; i < 20; i++) {
                f.file(dir, "f" + i);
            }
            f.mkdir(dir, "sub");
            damage(f, dir);
            DirCounts right = f.ns.directories().recount(dir, () -> elsewhere(() -> {
                f.file(dir, "new");
                f.mkdir(dir, "further");
                f.ns.removal().unlink(dir, "f3");
                f.ns.removal().unlink(dir, "f4");
            }));
            assertEquals(DirCounts.of(2, 19), right);
            assertEquals(19 + 2, f.ns.lookups().statDirectory(dir).size());
            assertEquals(DirCounts.of(2, 19), f.ns.directories().recount(dir), "nothing to correct");
        }
    }

    private static void damage(Fixture f, EntryKey dir) throws FsException {
        try (Directory directory = f.ns.volume().directories().require(dir); Update update = f.store.update()) {
            directory.recount(update, DirCounts.of(5, 5));
            update.commit();
        }
    }

    /** What others do with a directory. */
    @FunctionalInterface
    private interface Work {
        void run() throws FsException;
    }

    /** On another thread, which mustn't have to wait for the count. */
    private static void elsewhere(Work work) {
        CompletableFuture.runAsync(() -> {
            try {
                work.run();
            } catch (FsException e) {
                throw new CompletionException(e);
            }
        }).orTimeout(20, TimeUnit.SECONDS).join();
    }
}
