package org.apiaryfs.fuse.testing;

import static org.apiaryfs.fuse.testing.Workplace.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many at once. Threading: see the suite. */
interface ParallelRules extends Workplace {
    @Test
    default void parallelCreationAndRemoval() throws Exception {
        inParallel(8, thread -> {
            for (int i = 0; i < 100; i++) {
                Path file = work().resolve("t" + thread + "-" + i);
                Files.write(file, new byte[i]);
                assertEquals(i, Files.size(file));
                if (i % 3 != 0) {
                    Files.delete(file);
                    assertFalse(Files.exists(file));
                }
            }
            return null;
        });
        try (Stream<Path> names = Files.list(work())) {
            assertEquals(8 * 34, names.count());
        }
    }

    @Test
    default void parallelRandomWritesAreReadBack() throws Exception {
        Path file = Files.createFile(work().resolve("f"));
        int slice = 1 << 20;
        inParallel(8, thread -> {
            byte[] model = new byte[slice];
            Random random = new Random(thread);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                for (int i = 0; i < 100; i++) {
                    int at = random.nextInt(slice - 70_000);
                    byte[] data = random(1 + random.nextInt(70_000), random.nextLong());
                    System.arraycopy(data, 0, model, at, data.length);
                    channel.write(ByteBuffer.wrap(data), (long) thread * slice + at);
                    int from = random.nextInt(slice - 70_000);
                    ByteBuffer back = ByteBuffer.allocate(50_000);
                    channel.read(back, (long) thread * slice + from);
                    for (int j = 0; j < back.position(); j++) {
                        assertEquals(model[from + j], back.get(j), "byte " + j);
                    }
                }
            }
            return null;
        });
    }

    /** What one thread does. */
    interface Part {
        Object run(int thread) throws Exception;
    }

    private static void inParallel(int threads, Part part) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Object>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                Callable<Object> task = () -> part.run(thread);
                results.add(executor.submit(task));
            }
            for (Future<Object> result : results) {
                result.get(Duration.ofSeconds(50).toSeconds(), TimeUnit.SECONDS);
            }
        }
    }
}
