package org.apiaryfs.daemons.beegfs;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apiaryfs.admin.EntryDetails;
import org.apiaryfs.admin.SizeText;
import org.apiaryfs.client.Caller;
import org.apiaryfs.client.FileSystemClient;
import org.apiaryfs.client.OpenFile;
import org.apiaryfs.client.OpenFiles;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.protocol.FsException;

/**
 * Writes or reads a file that exists as one stream, without a mount.
 *
 * @param path the file
 * @param direction what to do
 * @param size bytes in all
 * @param record bytes at a time
 * @param intermediate how often to tell how it goes
 */
record IoTest(EntryPaths path, Direction direction, long size, int record, Optional<Duration> intermediate) implements Mode.Action {
    static final String USAGE = """
            <path>             A file that exists, in a mount. Writing overwrites it.
            --unmounted        The path counts from the root of the cluster's file system.
            --write | --read   What to do (needed).
            --filesize=<size>  Bytes in all (default: 1g).
            --recordsize=<size>  Bytes at a time, at most 4m (default: 512k).
            --intermediate=<n> Tell every n seconds how it goes.
            """;
    private static final long SIZE = 1 << 30;
    private static final long RECORD = 512 << 10;
    private static final long MAX_RECORD = 4 << 20;
    private static final long MIB = 1 << 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private enum Direction { WRITE, READ }

    static IoTest parse(ModeArguments a) throws ModeException {
        EntryPaths path = EntryPaths.take(a);
        boolean write = a.flag("write");
        if (write == a.flag("read")) {
            throw ModeException.badArguments("Exactly one of --write and --read must be set.");
        }
        long record = a.size("recordsize").orElse(RECORD);
        long size = a.size("filesize").orElse(SIZE);
        if (record < 1 || record > MAX_RECORD || size < 1) {
            throw ModeException.badArguments("--recordsize must be 1 to 4m, --filesize at least 1.");
        }
        return new IoTest(path, write ? Direction.WRITE : Direction.READ, size, (int) record, a.number("intermediate", 1, 86_400).map(Duration::ofSeconds));
    }

    @Override
    public int run(ModeRun run) throws ModeException, InterruptedException {
        run.connect();
        try (FileSystemClient client = FileSystemClient.connect(run.clientConfiguration())) {
            for (String file : path.resolved(run)) {
                EntryDetails entry = ModeRun.get(run.cluster().entries().info(file));
                run.line("Metadata node: " + entry.ownerAlias().orElse("<unknown(" + entry.owner() + ")>"));
                run.line("EntryID: " + entry.entryId());
                run.line("*****");
                run.line(direction + " recordsize: " + SizeText.exact(record) + ", filesize: " + SizeText.exact(size));
                run.line("*****");
                run.line("");
                OpenFile open = client.open(file, direction == Direction.WRITE ? OpenFiles.Mode.WRITE : OpenFiles.Mode.READ);
                try {
                    stream(run, open);
                } finally {
                    Await.of(open.close());
                }
                run.line("");
            }
            return ExitCode.OK;
        } catch (ConfigException | FsException e) {
            throw new ModeException(ExitCode.FAILED, e.getMessage());
        }
    }

    private void stream(ModeRun run, OpenFile file) throws FsException {
        byte[] noise = new byte[record];
        new SplittableRandom(0).nextBytes(noise);
        long begin = System.nanoTime();
        long told = begin;
        long done = 0;
        while (done < size) {
            int length = (int) Math.min(record, size - done);
            int moved = direction == Direction.WRITE ? write(file, done, noise, length) : read(file, done, length);
            if (moved == 0) {
                break; // the file is shorter
            }
            done += moved;
            if (intermediate.isPresent() && System.nanoTime() - told >= intermediate.get().toNanos()) {
                told = System.nanoTime();
                run.line("Intermediate result: " + rate(done, begin));
            }
        }
        if (direction == Direction.WRITE) {
            Await.of(file.flush());
        }
        run.line((direction == Direction.WRITE ? "Write" : "Read") + " result: " + rate(done, begin));
    }

    private static int write(OpenFile file, long at, byte[] content, int length) throws FsException {
        return Await.of(file.write(at, Unpooled.wrappedBuffer(content, 0, length), Caller.ROOT));
    }

    private static int read(OpenFile file, long at, int length) throws FsException {
        ByteBuf data = Await.of(file.read(at, length, Caller.ROOT));
        try {
            return data.readableBytes();
        } finally {
            data.release();
        }
    }

    private static String rate(long bytes, long begin) {
        return Math.round(bytes / (double) MIB / ((System.nanoTime() - begin) / NANOS_PER_SECOND)) + "MiB/s";
    }
}
