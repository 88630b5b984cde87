package org.apiaryfs.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.Session;
import org.apiaryfs.check.internal.Examination;
import org.apiaryfs.transport.Transport;

/** A check of a cluster's file system. Blocks its thread; used by one. */
public final class Check {
    private Check() {}

    /** Decides what is mended. */
    @FunctionalInterface
    public interface Choice {
        /** Mends nothing. */
        Choice NOTHING = (kind, count) -> false;

        /**
         * Asked once for each kind that has a repair.
         *
         * @param count number of findings
         */
        boolean mend(FindingKind kind, int count);
    }

    /**
     * Checks everything, then mends what it shall.
     *
     * @param choice {@link Choice#NOTHING} to change nothing
     * @throws CheckException if the check can't be done, such as because a node doesn't answer
     * @throws InterruptedException if the thread was interrupted
     */
    public static CheckReport run(ClusterAddress address, CheckOptions options, Choice choice) throws CheckException, InterruptedException {
        try (Transport transport = Transport.open(1);
                Session session = Session.open(address, transport);
                WorkDirectory work = WorkDirectory.in(options.work())) {
            return new Examination(session, transport, options, work.path()).run(choice);
        } catch (AdminException e) {
            throw new CheckException(e.getMessage(), e);
        } catch (IOException e) {
            throw new CheckException(Texts.of("work_notMade", options.work(), e), e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof ClosedByInterruptException && Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw new CheckException(Texts.of("work_notUsable", options.work(), e.getCause()), e);
        }
    }

    /** A directory for temporary files, removed with its content. */
    private record WorkDirectory(Path path) implements AutoCloseable {
        static WorkDirectory in(Path parent) throws IOException {
            Files.createDirectories(parent);
            return new WorkDirectory(Files.createTempDirectory(parent, "apiary-fsck"));
        }

        @Override
        public void close() throws IOException {
            List<Path> files;
            try (Stream<Path> found = Files.list(path)) {
                files = found.toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(path);
        }
    }
}
