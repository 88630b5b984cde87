package org.apiaryfs.tests.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.tests.support.TestCluster;

/** Workers in directories of their own, and what these must hold by what the workers say. Not thread-safe. */
final class LoadWorkers implements AutoCloseable {
    private static final int PROGRESS_SECONDS = 180;

    private final List<Process> processes = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private final List<LoadModel> models = new ArrayList<>();
    private final List<String> directories = new ArrayList<>();
    private final Semaphore done = new Semaphore(0);
    private final Path errors;
    private final TestCluster cluster;

    /**
     * @param mount where the cluster is mounted
     * @param directory name of a directory to make there
     * @param errors gets what workers print to standard error
     */
    LoadWorkers(TestCluster cluster, Path mount, String directory, int workers, long seed, Path errors) throws IOException {
        this.cluster = cluster;
        this.errors = errors;
        Files.createDirectory(mount.resolve(directory));
        for (int i = 0; i < workers; i++) {
            String own = directory + "/w" + i;
            Path root = Files.createDirectory(mount.resolve(own));
            LoadModel model = new LoadModel(root, seed);
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), LoadWorker.class.getName(), root.toString(),
                    Long.toString(seed * workers + i)).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile())).start();
            processes.add(process);
            models.add(model);
            directories.add(own);
            readers.add(Thread.ofVirtual().start(() -> read(process, model)));
        }
    }

    private void read(Process process, LoadModel model) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line; (line = lines.readLine()) != null;) {
                if (model.read(line)) {
                    done.release();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until so many more actions are done. */
    void awaitProgress(int actions, String when) throws Exception {
        for (int i = 0; i < PROGRESS_SECONDS; i++) {
            if (done.tryAcquire(actions, 1, TimeUnit.SECONDS)) {
                return;
            }
            if (processes.stream().anyMatch(p -> !p.isAlive())) {
                break;
            }
        }
        throw failure("no progress " + when);
    }

    void forgetProgress() {
        done.drainPermits();
    }

    /** Lets them finish what they are at. */
    void stop(String when) throws Exception {
        for (Process process : processes) {
            process.getOutputStream().close();
        }
        awaitEnd(when);
        if (processes.stream().anyMatch(p -> p.exitValue() != 0)) {
            throw failure("a worker failed " + when);
        }
    }

    /** Waits until all have ended, by themselves or because what they did failed. */
    void awaitEnd(String when) throws Exception {
        for (Process process : processes) {
            if (!process.waitFor(PROGRESS_SECONDS, TimeUnit.SECONDS)) {
                throw failure("a worker hangs " + when);
            }
        }
        for (Thread reader : readers) {
            reader.join();
        }
    }

    private AssertionError failure(String what) throws IOException {
        return new AssertionError(what + "; the workers say:\n" + Files.readString(errors) + cluster.logs());
    }

    /** Compares what is there with what must be. */
    void verify(Path mount) throws IOException {
        for (int i = 0; i < models.size(); i++) {
            models.get(i).verify(mount.resolve(directories.get(i)));
        }
    }

    /** Ends those that still run. */
    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
