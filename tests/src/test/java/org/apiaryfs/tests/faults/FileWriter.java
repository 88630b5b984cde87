package org.apiaryfs.tests.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program that writes files until its standard input ends, and prints a line "name seed size" for each that it has closed.
 *
 * <p>A process of its own since one that has files of a mount open can't start daemons while the mount waits for them:
 * the descriptors are closed in the new process, and closing waits for the data to be written.
 */
public final class FileWriter {
    private static final int PIECE = 70_000;

    private FileWriter() {}

    /** @param args the directory, and a number that makes names and content differ from those of other writers */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        int number = Integer.parseInt(args[1]);
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
        Random random = new Random(number);
        for (int i = 0; !stop.get(); i++) {
            long seed = random.nextLong();
            int size = random.nextInt(8) == 0 ? 3 << 20 : random.nextInt(200_000);
            Path file = directory.resolve("w" + number + "-" + i);
            write(file, seed, size, i % 3 == 0);
            if (i % 4 == 3) {
                file = Files.move(file, directory.resolve("r" + number + "-" + i));
            }
            if (i % 5 == 4) {
                Files.delete(Files.createDirectory(directory.resolve("d" + number + "-" + i)));
            }
            System.out.println(file.getFileName() + " " + seed + " " + size);
        }
    }

    static byte[] content(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void write(Path file, long seed, int size, boolean sync) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer data = ByteBuffer.wrap(content(seed, size));
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
}
