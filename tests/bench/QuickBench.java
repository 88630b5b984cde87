import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A mounted cluster beside the bare file system beneath it: the same work on both, in turns, in one run; the median of
 * each and their ratio, with the CPU seconds that each took (this process and, for the mount, the given daemons).
 *
 * <p>{@code java tests/bench/QuickBench.java MOUNT BARE [ROUNDS [MIB [FILES [PID…]]]]}: a directory on the mount, one on the
 * bare file system, and the process IDs of daemons and mount. As root, page cache, dentries and inodes are dropped before each
 * reading pass, so that both read from disk; otherwise the output says "warm".
 */
public final class QuickBench {
    private static final int BLOCK = 1 << 20;
    private static final int THREADS = 8;
    private static final double TICKS_PER_SECOND = 100;
    private static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");

    private final List<String> daemons;
    private final int mib;
    private final int files;
    private final List<Row> rows = new ArrayList<>();

    private QuickBench(int mib, int files, List<String> daemons) {
        this.mib = mib;
        this.files = files;
        this.daemons = daemons;
    }

    /** One line of the result; figures per round, the mount's at index 0, the bare file system's at 1. */
    private static final class Row {
        private final String name;
        private final String unit;
        private final List<List<Double>> rates = List.of(new ArrayList<>(), new ArrayList<>());
        private final List<List<Double>> cpu = List.of(new ArrayList<>(), new ArrayList<>());

        private Row(String name, String unit) {
            this.name = name;
            this.unit = unit;
        }
    }

    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("usage: java QuickBench.java MOUNT BARE [ROUNDS [MIB [FILES [PID...]]]]");
            System.exit(2);
        }
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        int mib = args.length > 3 ? Integer.parseInt(args[3]) : 256;
        int files = args.length > 4 ? Integer.parseInt(args[4]) : 2000;
        List<String> pids = args.length > 5 ? List.of(Arrays.copyOfRange(args, 5, args.length)) : List.of();
        QuickBench bench = new QuickBench(mib, files, pids);
        Path[] sides = {Path.of(args[0]), Path.of(args[1])};
        // Once with little, uncounted, so that no JVM runs its first round cold.
        new QuickBench(Math.min(mib, 32), Math.min(files, 200), pids).round(sides, 0);
        for (int round = 0; round < rounds; round++) {
            System.err.printf("round %d of %d%n", round + 1, rounds);
            bench.round(sides, round);
        }
        bench.print(rounds);
    }

    private void round(Path[] sides, int round) throws Exception {
        int row = 0;
        for (Work work : works()) {
            if (rows.size() == row) {
                rows.add(new Row(work.name, work.unit));
            }
            // Who goes first changes, so that neither always finds the disk busy with the other's writes.
            for (int turn = 0; turn < 2; turn++) {
                int side = (turn + round) % 2;
                if (work.cold) {
                    dropCaches();
                }
                double before = cpu(side);
                long start = System.nanoTime();
                work.action.run(sides[side]);
                double seconds = (System.nanoTime() - start) / 1e9;
                rows.get(row).rates.get(side).add(work.amount / seconds);
                rows.get(row).cpu.get(side).add(cpu(side) - before);
            }
            row++;
        }
    }

    @FunctionalInterface
    private interface Action {
        void run(Path directory) throws Exception;
    }

    private record Work(String name, String unit, double amount, boolean cold, Action action) {}

    private List<Work> works() {
        String cold = Files.isWritable(DROP_CACHES) ? "" : " (warm)";
        List<Work> works = new ArrayList<>();
        works.add(new Work("sequential write + fsync", "MB/s", mib * 1.048576, false, this::write));
        works.add(new Work("sequential read" + cold, "MB/s", mib * 1.048576, true, this::read));
        works.add(new Work("sequential read, again", "MB/s", mib * 1.048576, false, this::read));
        for (int threads : new int[] {1, THREADS}) {
            String by = threads == 1 ? "" : ", " + threads + " threads";
            works.add(new Work("create" + by, "files/s", files, false, d -> each(d, threads, f -> FileChannel.open(f, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close())));
            works.add(new Work("stat" + cold + by, "files/s", files, true, d -> each(d, threads, f -> Files.size(f))));
            works.add(new Work("unlink" + by, "files/s", files, false, d -> each(d, threads, Files::delete)));
        }
        return works;
    }

    private void write(Path directory) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        byte[] noise = new byte[BLOCK];
        new Random(1).nextBytes(noise);
        block.put(noise);
        try (FileChannel out = FileChannel.open(directory.resolve("stream"), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (int i = 0; i < mib; i++) {
                block.clear();
                while (block.hasRemaining()) {
                    out.write(block);
                }
            }
            out.force(true);
        }
    }

    private void read(Path directory) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        long total = 0;
        try (FileChannel in = FileChannel.open(directory.resolve("stream"), StandardOpenOption.READ)) {
            for (int n; (n = in.read(block)) > 0; total += n) {
                block.clear();
            }
        }
        if (total != (long) mib * BLOCK) {
            throw new IOException("read " + total + " bytes of " + directory.resolve("stream") + ", expected " + mib + " MiB");
        }
    }

    @FunctionalInterface
    private interface PerFile {
        void run(Path file) throws IOException;
    }

    private void each(Path directory, int threads, PerFile action) throws Exception {
        Path work = Files.createDirectories(directory.resolve("files"));
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Void>> parts = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int first = t;
                parts.add(() -> {
                    for (int i = first; i < files; i += threads) {
                        action.run(work.resolve("f" + i));
                    }
                    return null;
                });
            }
            for (Future<Void> part : pool.invokeAll(parts)) {
                part.get();
            }
        }
    }

    private static void dropCaches() throws IOException {
        if (Files.isWritable(DROP_CACHES)) {
            Files.writeString(DROP_CACHES, "3\n");
        }
    }

    /** CPU seconds so far of this process and, on the mount's side, of the daemons. */
    private double cpu(int side) throws IOException {
        double ticks = ticks("self");
        if (side == 0) {
            for (String pid : daemons) {
                ticks += ticks(pid);
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static double ticks(String pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", pid, "stat"), StandardCharsets.ISO_8859_1);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(d -> d).sorted().toArray();
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    private void print(int rounds) {
        System.out.printf("median of %d interleaved rounds; %d MiB, %d files%n", rounds, mib, files);
        System.out.printf("%-28s %-8s %10s %10s %7s %12s %12s%n", "", "", "mount", "bare", "ratio", "CPU s mount", "CPU s bare");
        for (Row row : rows) {
            double mount = median(row.rates.get(0));
            double bare = median(row.rates.get(1));
            System.out.printf(Locale.ROOT, "%-28s %-8s %10.0f %10.0f %7.2f %12.2f %12.2f%n",
                    row.name, row.unit, mount, bare, mount / bare, median(row.cpu.get(0)), median(row.cpu.get(1)));
        }
    }
}
