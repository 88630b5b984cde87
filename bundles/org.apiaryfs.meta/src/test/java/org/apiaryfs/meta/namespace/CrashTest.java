package org.apiaryfs.meta.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.protocol.session.AccessFlags;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.protocol.FsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of its updates keeps what it acknowledged, and a sound tree. */
class CrashTest {
    private static final int ROUNDS = 3;
    private static final int ACKNOWLEDGED_BEFORE_KILL = 1_500;
    private static final int THREADS = 3;

    @TempDir
    Path temp;

    @Test
    void acknowledgedOperationsSurviveKill() throws Exception {
        Path directory = temp.resolve("store");
        Map<String, String> expected = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> doubtful = runAndKill(directory, round, expected);
            try (Fixture f = new Fixture(directory)) {
                f.assertSound();
                for (Map.Entry<String, String> file : expected.entrySet()) {
                    EntryKey dir = f.ns.lookups().find(EntryKey.ROOT, file.getKey().substring(0, 2)).orElseThrow().key();
                    String name = file.getKey().substring(3);
                    boolean present = f.ns.lookups().findWithAttributes(dir, name).isPresent();
                    // The operation that was running when the process died may have happened or not.
                    if (!doubtful.containsKey(file.getKey())) {
                        assertEquals(file.getValue().equals("there"), present, file.getKey());
                    }
                    file.setValue(present ? "there" : "gone");
                }
            }
        }
        assertTrue(expected.containsValue("there") && expected.containsValue("gone"));
    }

    /** Returns the names that an unacknowledged operation was about. */
    private static Map<String, String> runAndKill(Path directory, int round, Map<String, String> expected) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-Xmx128m", "-cp", System.getProperty("java.class.path"),
                Writer.class.getName(), directory.toString(), String.valueOf(round));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        Map<String, String> begun = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            String line;
            for (int done = 0; (line = lines.readLine()) != null; ) {
                String[] words = line.split(" ");
                if (!words[words.length - 1].equals(".")) {
                    break;
                }
                if (words[0].equals("begin")) {
                    begun.put(words[1], "");
                    begun.put(words[2], "");
                } else {
                    begun.remove(words[1]);
                    begun.remove(words[2]);
                    expected.put(words[1], words[3]);
                    expected.put(words[2], words[4]);
                    if (++done == ACKNOWLEDGED_BEFORE_KILL) {
                        // Not Process.destroyForcibly, which would throw away what it still had to say.
                        process.toHandle().destroyForcibly();
                    }
                }
            }
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
        return begun;
    }

    /** Works until it is killed. Says "begin a b" before it touches two names and "done a b there|gone there|gone" after. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws Exception {
            PrintStream out = System.out;
            Fixture f = new Fixture(Path.of(args[0]));
            Thread[] threads = new Thread[THREADS];
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                String dirName = "d" + t;
                EntryKey dir = f.ns.lookups().find(EntryKey.ROOT, dirName).isPresent()
                        ? f.ns.lookups().find(EntryKey.ROOT, dirName).orElseThrow().key()
                        : f.mkdir(EntryKey.ROOT, dirName);
                threads[t] = Thread.ofPlatform().start(() -> work(f, dir, dirName, new Random(100L * Integer.parseInt(args[1]) + thread), out));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }

        private static void work(Fixture f, EntryKey dir, String dirName, Random random, PrintStream out) {
            try {
                while (true) {
                    String a = "f" + random.nextInt(60);
                    String b = "f" + random.nextInt(60);
                    say(out, "begin " + dirName + "/" + a + " " + dirName + "/" + b);
                    switch (random.nextInt(4)) {
                        case 0, 1 -> {
                            if (f.ns.lookups().find(dir, a).isEmpty()) {
                                EntryKey key = f.file(dir, a);
                                if (random.nextBoolean()) {
                                    f.ns.files().mayHaveChunks(key);
                                }
                            }
                        }
                        case 2 -> {
                            if (f.ns.lookups().find(dir, a).isPresent()) {
                                f.ns.removal().unlink(dir, a);
                            }
                        }
                        default -> {
                            if (f.ns.lookups().find(dir, a).isPresent()) {
                                f.ns.renames().rename(dir, a, dir, b);
                            }
                        }
                    }
                    say(out, "done " + dirName + "/" + a + " " + dirName + "/" + b + " " + state(f, dir, a) + " " + state(f, dir, b));
                }
            } catch (FsException e) {
                throw new AssertionError(e);
            }
        }

        private static String state(Fixture f, EntryKey dir, String name) {
            return f.ns.lookups().find(dir, name).isPresent() ? "there" : "gone";
        }

        private static void say(PrintStream out, String line) {
            synchronized (out) {
                out.println(line + " .");
                out.flush();
            }
        }
    }

    @Test
    void openFilesAndUnlinkedOnesOutliveTheProcess() throws Exception {
        Path directory = temp.resolve("sessions");
        EntryKey key;
        Sessions.Opened opened;
        try (Fixture f = new Fixture(directory)) {
            key = f.file(EntryKey.ROOT, "f");
            opened = f.ns.sessions().open(9, key, AccessFlags.READ_WRITE);
            assertTrue(f.ns.removal().unlink(EntryKey.ROOT, "f").doomed().isEmpty());
        }
        try (Fixture f = new Fixture(directory)) {
            assertEquals(List.of(), f.ns.disposal().leftovers());
            assertEquals(0, Lookups.stat(f.ns.lookups().file(key)).nlink());
            Sessions.Opened closing = f.ns.sessions().beginClose(9, opened.session().number(), key);
            assertEquals(opened.session(), closing.session());
            f.ns.disposal().chunksRemoved(f.ns.sessions().finishClose(closing.session(), List.of(), true).orElseThrow());
            f.assertSound();
            assertEquals(List.of(), f.store.sessions());
        }
    }

    @Test
    void aCloseThatAnEarlierRunHasDoneClosesNothingElse() throws Exception {
        Path directory = temp.resolve("late");
        EntryKey key;
        Sessions.Opened before;
        try (Fixture f = new Fixture(directory)) {
            key = f.file(EntryKey.ROOT, "f");
            before = f.ns.sessions().open(9, key, AccessFlags.WRITE);
            f.ns.sessions().beginClose(9, before.session().number(), key);
            f.ns.sessions().finishClose(before.session(), List.of(), true);
        }
        try (Fixture f = new Fixture(directory)) {
            Sessions.Opened now = f.ns.sessions().open(9, key, AccessFlags.WRITE);
            assertNotEquals(before.handle(), now.handle());
            Sessions.Opened late = f.ns.sessions().beginClose(9, before.session().number(), key);
            f.ns.sessions().finishClose(late.session(), List.of(), true);
            assertEquals(Optional.of(now.session()), f.ns.sessions().find(9, now.session().number(), key));
            assertTrue(f.ns.lookups().known(key).uncertain());
        }
    }
}
