package org.apiaryfs.tests.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program that works in a directory until its standard input ends, or something fails. It prints a journal: "begin" and the action
 * before it, "done" after it.
 *
 * <p>A process of its own since one that has files of a mount open can't start daemons while the mount waits for them:
 * the descriptors are closed in the new process, and closing waits for the data to be written.
 */
public final class LoadWorker {
    private static final int PIECE = 70_000;
    private static final int LARGE = 3 << 20;
    private static final int USUAL = 200_000;
    private static final int FILES_KEPT = 30;

    private final Path root;
    private final Random random;
    private final List<String> files = new ArrayList<>();
    private final List<String> directories = new ArrayList<>(List.of(""));
    private int next;

    private LoadWorker(Path root, long seed) {
        this.root = root;
        this.random = new Random(seed);
    }

    /** @param args the directory, which exists, and a seed */
    public static void main(String[] args) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // only the end says something
                }
            } catch (IOException e) {
                // as good as the end
            }
            stop.set(true);
        });
        LoadWorker worker = new LoadWorker(Path.of(args[0]), Long.parseLong(args[1]));
        while (!stop.get()) {
            LoadAction action = worker.choose();
            System.out.println("begin " + action.line());
            worker.perform(action);
            System.out.println("done");
        }
    }

    private LoadAction choose() {
        int kind = random.nextInt(20);
        if (files.isEmpty() || kind < 6 && files.size() < FILES_KEPT) {
            int size = random.nextInt(10) == 0 ? LARGE : random.nextInt(USUAL);
            return new LoadAction.Write(fresh("f"), random.nextLong(), size, random.nextInt(3) == 0);
        }
        String file = files.get(random.nextInt(files.size()));
        return switch (kind) {
            case 6, 7 -> new LoadAction.Append(file, random.nextLong(), 1 + random.nextInt(PIECE));
            case 8, 9, 10 -> new LoadAction.Rename(file, fresh("r"));
            case 11 -> {
                String other = files.get(random.nextInt(files.size()));
                yield other.equals(file) ? new LoadAction.Unlink(file) : new LoadAction.Rename(file, other);
            }
            case 12, 13 -> new LoadAction.Link(file, fresh("l"));
            case 14 -> new LoadAction.MakeDirectory(fresh("d"));
            case 15 -> empty().<LoadAction>map(LoadAction.RemoveDirectory::new).orElseGet(() -> new LoadAction.MakeDirectory(fresh("d")));
            default -> new LoadAction.Unlink(file);
        };
    }

    private java.util.Optional<String> empty() {
        return directories.stream().filter(d -> !d.isEmpty() && files.stream().noneMatch(f -> f.startsWith(d + "/"))
                && directories.stream().noneMatch(o -> o.startsWith(d + "/"))).findAny();
    }

    private String fresh(String kind) {
        String directory = directories.get(random.nextInt(directories.size()));
        return (directory.isEmpty() ? "" : directory + "/") + kind + next++;
    }

    private void perform(LoadAction action) throws IOException {
        switch (action) {
            case LoadAction.Write(String path, long seed, int size, boolean sync) -> {
                write(path, content(seed, size), sync, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                files.add(path);
            }
            case LoadAction.Append(String path, long seed, int size) ->
                    write(path, content(seed, size), false, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            case LoadAction.Rename(String from, String to) -> {
                Files.move(root.resolve(from), root.resolve(to), StandardCopyOption.ATOMIC_MOVE);
                if (!Files.exists(root.resolve(from), LinkOption.NOFOLLOW_LINKS)) { // two names of one file stay
                    files.remove(from);
                }
                files.remove(to);
                files.add(to);
            }
            case LoadAction.Link(String from, String to) -> {
                Files.createLink(root.resolve(to), root.resolve(from));
                files.add(to);
            }
            case LoadAction.Unlink(String path) -> {
                Files.delete(root.resolve(path));
                files.remove(path);
            }
            case LoadAction.MakeDirectory(String path) -> {
                Files.createDirectory(root.resolve(path));
                directories.add(path);
            }
            case LoadAction.RemoveDirectory(String path) -> {
                Files.delete(root.resolve(path));
                directories.remove(path);
            }
        }
    }

    private void write(String path, byte[] content, boolean sync, OpenOption... options) throws IOException {
        try (FileChannel out = FileChannel.open(root.resolve(path), options)) {
            ByteBuffer data = ByteBuffer.wrap(content);
            while (data.hasRemaining()) {
                data.limit(Math.min(data.capacity(), data.position() + PIECE));
                out.write(data);
                data.limit(data.capacity());
            }
            if (sync) {
                out.force(true);
            }
        }
    }

    static byte[] content(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
