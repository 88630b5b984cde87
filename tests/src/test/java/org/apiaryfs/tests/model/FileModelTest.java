package org.apiaryfs.tests.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiaryfs.tests.support.Mount;
import org.apiaryfs.tests.support.Shrinker;
import org.apiaryfs.tests.support.StripedDirectory;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of all stripe patterns against a model, on one mount and on two that take turns. {@code -Dmodel.seed=N} begins with
 * another history, {@code -Dmodel.steps=N} changes how many steps there are.
 */
@Tag("posix")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FileModelTest {
    private static final int TARGETS = 4;
    private static final int STEPS_OF_A_FILE = 500;
    private static final int SMALLEST_SPACE = 1 << 20;
    private static final int SHORT = 1_000;
    private static final int LONG = 60_000; // in each of the 18 cases
    private static final Duration SHRINKING = Duration.ofMinutes(3);

    private TestCluster cluster;
    private final Map<Sharing, List<Mount>> mounts = new EnumMap<>(Sharing.class);

    /** Who works on the file. */
    enum Sharing {
        /** One mount. */
        NOBODY,
        /** Two mounts: each opens the file when the other has closed or synced it. */
        OPENING,
        /** Two mounts that ask for attributes each time, and go on with what they have open when the other has closed or synced the file. */
        REFRESHING;

        int mounts() {
            return this == NOBODY ? 1 : 2;
        }

        String[] options() {
            return this == REFRESHING ? new String[] {"tuneRefreshOnGetAttr=true"} : new String[0];
        }
    }

    /** How files are striped, and who works on them. */
    record Case(int targets, int chunk, Sharing sharing) {
        String name() {
            return targets + "x" + chunk + "-" + sharing;
        }
    }

    static Stream<Case> all() {
        return IntStream.of(1, 2, 4).boxed().flatMap(targets -> IntStream.of(1 << 16, 1 << 20).boxed().flatMap(chunk ->
                Stream.of(Sharing.values()).map(sharing -> new Case(targets, chunk, sharing))));
    }

    static Stream<Case> some() {
        return Stream.of(new Case(1, 1 << 18, Sharing.NOBODY), new Case(4, 1 << 16, Sharing.NOBODY), new Case(2, 1 << 19, Sharing.OPENING),
                new Case(2, 1 << 16, Sharing.REFRESHING), new Case(4, 1 << 20, Sharing.REFRESHING));
    }

    @BeforeAll
    void mount(@TempDir Path dir) throws Exception {
        cluster = new TestCluster(dir.resolve("cluster"), TARGETS).start();
    }

    /** The mounts of a case; they stay for the next ones. */
    private List<Mount> mounts(Sharing sharing) throws Exception {
        List<Mount> present = mounts.computeIfAbsent(sharing, s -> new ArrayList<>());
        while (present.size() < sharing.mounts()) {
            present.add(cluster.mount(sharing.options()));
        }
        return present;
    }

    @AfterAll
    void unmount() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    @ParameterizedTest
    @MethodSource("some")
    void fileIsAnArrayOfBytes(Case the) throws Exception {
        check(the, "short", Integer.getInteger("model.steps", SHORT));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("all")
    void fileIsAnArrayOfBytesForLong(Case the) throws Exception {
        check(the, "long", Integer.getInteger("model.steps", LONG));
    }

    private void check(Case the, String run, int steps) throws Exception {
        String name = run + "-" + the.name();
        StripedDirectory.create(cluster, mounts(the.sharing).getFirst(), name, the.targets, the.chunk);
        List<Path> directories = mounts(the.sharing).stream().map(m -> m.directory().resolve(name)).toList();
        int space = Math.max(SMALLEST_SPACE, the.targets * the.chunk + the.chunk / 2);
        FileSteps maker = new FileSteps(the.chunk, space, the.sharing != Sharing.NOBODY);
        long first = Long.getLong("model.seed", System.nanoTime() & 0xffffff);
        System.out.println(the + ": " + steps + " steps, first seed " + first);
        for (int file = 0; file * STEPS_OF_A_FILE < steps; file++) {
            check(the, directories, first + file, maker.history(first + file, STEPS_OF_A_FILE));
        }
    }

    private void check(Case the, List<Path> directories, long seed, List<FileStep> history) throws Exception {
        Optional<FileReplay.Divergence> divergence = play(the, history, directories, Long.toString(seed));
        if (divergence.isEmpty()) {
            return;
        }
        int[] replays = {0};
        List<FileStep> upToIt = history.subList(0, Math.min(history.size(), divergence.get().step() + 1));
        List<FileStep> shortest = Shrinker.shrink(upToIt, SHRINKING, part -> play(the, part, directories, seed + "-" + replays[0]++).isPresent());
        String again = play(the, shortest, directories, seed + "-again").map(d -> FileReplay.text(shortest, d)).orElse("not seen again");
        throw new AssertionError(the + ", seed " + seed + ", step " + divergence.get().step() + ": " + divergence.get().what()
                + "\nIn short:\n" + again + (shortest.size() == upToIt.size() ? "\nThe history could not be made shorter; the whole:\n"
                + FileReplay.text(history, divergence.get()) : "") + cluster.logs());
    }

    private static Optional<FileReplay.Divergence> play(Case the, List<FileStep> history, List<Path> directories, String name) throws Exception {
        return FileReplay.play(history, directories.stream().map(d -> d.resolve(name)).toList(), the.sharing == Sharing.REFRESHING);
    }
}
