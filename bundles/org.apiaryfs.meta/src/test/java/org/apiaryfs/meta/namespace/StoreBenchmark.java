package org.apiaryfs.meta.namespace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apiaryfs.protocol.session.AccessFlags;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.MetaStore;
import org.apiaryfs.meta.store.StoreOptions;
import org.apiaryfs.meta.store.SyncMode;

/**
 * Operations per second on the namespace without network: {@code StoreBenchmark DIRECTORY [FILES] [none|interval|every]}.
 * The directory must not exist.
 */
final class StoreBenchmark {
    private StoreBenchmark() {}

    private interface Operation {
        void run(int thread, int i) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        int files = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        SyncMode sync = SyncMode.valueOf(args.length > 2 ? args[2].toUpperCase(Locale.ROOT) : "NONE");
        if (Files.exists(directory)) {
            throw new IllegalArgumentException(directory + " exists: name a new one");
        }
        try (MetaStore store = MetaStore.open(directory, StoreOptions.DEFAULT.withSync(sync))) {
            Namespace ns = Namespace.over(new Volume(store, InstantSource.system(), Fixture.NODE, 1024));
            ns.creation().prepare(Fixture.TEMPLATE);
            ns.directories().owner(EntryKey.ROOT, Fixture.NODE);
            for (int round = 0; round < 2; round++) {
                for (int threads : new int[] {1, 2, 8}) {
                    round(ns, threads, files, false);
                    round(ns, threads, files, true);
                }
            }
        }
    }

    private static void round(Namespace ns, int threads, int files, boolean oneDirectory) throws Exception {
        EntryKey[] dirs = new EntryKey[threads];
        String base = "t" + System.nanoTime();
        Creation.Wish wish = new Creation.Wish(Fixture.DIR_MODE, 0, 0);
        for (int t = 0; t < threads; t++) {
            dirs[t] = oneDirectory && t > 0 ? dirs[0] : ns.creation().directory(EntryKey.ROOT, base + t, wish).dentry().key();
        }
        Creation.Wish file = new Creation.Wish(Fixture.FILE_MODE, 0, 0);
        System.out.printf("%d threads, %s: create %,d/s", threads, oneDirectory ? "one directory" : "own directories",
                rate(threads, files, (t, i) -> ns.creation().file(dirs[t], "file-" + t + "-" + i, file, Fixture.PATTERN)));
        System.out.printf(", lookup with attributes %,d/s",
                rate(threads, files, (t, i) -> ns.lookups().findWithAttributes(dirs[t], "file-" + t + "-" + i).orElseThrow()));
        System.out.printf(", open+close %,d/s", rate(threads, files / 4, (t, i) -> {
            EntryKey key = ns.lookups().find(dirs[t], "file-" + t + "-" + i).orElseThrow().key();
            Sessions.Opened opened = ns.sessions().open(t, key, AccessFlags.READ);
            ns.sessions().beginClose(t, opened.session().number(), key);
            ns.sessions().finishClose(opened.session(), List.of(), true);
        }));
        System.out.printf(", unlink %,d/s%n", rate(threads, files, (t, i) -> ns.removal().unlink(dirs[t], "file-" + t + "-" + i)));
    }

    private static long rate(int threads, int files, Operation operation) throws Exception {
        List<Thread> running = new ArrayList<>();
        int each = files / threads;
        long start = System.nanoTime();
        for (int t = 0; t < threads; t++) {
            int thread = t;
            running.add(Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < each; i++) {
                        operation.run(thread, i);
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (Thread thread : running) {
            thread.join();
        }
        return 1_000_000_000L * each * threads / (System.nanoTime() - start);
    }
}
