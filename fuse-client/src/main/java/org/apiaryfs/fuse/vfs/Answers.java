package org.apiaryfs.fuse.vfs;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apiaryfs.client.DeviceNodes;
import org.apiaryfs.client.DeviceNumber;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.fuse.Attributes;
import org.apiaryfs.fuse.Entry;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.Reply;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.id.InodeNumber;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StatData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings results into the form that the kernel gets. Immutable. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final Settings settings;

    Answers(Settings settings) {
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    /** Answers a request when a future completes: with its value, or with the error of its failure. */
    static <T> void when(CompletableFuture<T> future, Reply reply, Consumer<T> answer) {
        future.whenComplete((value, failure) -> {
            if (failure != null) {
                reply.error(errno(failure));
                return;
            }
            try {
                answer.accept(value);
            } catch (RuntimeException e) {
                LOG.error("a request failed by a fault of this program", e);
                reply.error(Errno.EIO);
            }
        });
    }

    /** The same for what is addressed by node: one that isn't there any more makes the kernel look its name up again. */
    static <T> void whenStill(CompletableFuture<T> future, Reply reply, Consumer<T> answer) {
        when(future.exceptionallyCompose(failure -> {
            FsException cause = Await.cause(failure);
            return cause.error() == FsError.PATH_NOT_EXISTS ? failed(Errno.ESTALE) : CompletableFuture.failedFuture(cause);
        }), reply, answer);
    }

    /** A failure that the servers have no word for. */
    static <T> CompletableFuture<T> failed(Errno errno) {
        return CompletableFuture.failedFuture(new KernelError(errno));
    }

    private static final class KernelError extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Errno errno;

        private KernelError(Errno errno) {
            super(errno.name(), null, false, false);
            this.errno = errno;
        }
    }

    private static Errno errno(Throwable failure) {
        Throwable root = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (root instanceof KernelError kernelError) {
            return kernelError.errno;
        }
        FsException cause = Await.cause(failure);
        if (cause.error() == FsError.INTERNAL) {
            LOG.warn("request failed: error=\"{}\"", cause.getMessage());
        }
        return Errno.ofOrIoError(cause.error().errno());
    }

    /** Attributes as stat(2) shows them. What a device node holds is its number, not a content. */
    Attributes attributes(Node node, StatData stat) {
        boolean device = DeviceNodes.isDevice(stat.mode());
        return new Attributes(InodeNumber.of(node.entry().entryId()), device ? 0 : stat.size(), device ? 0 : stat.blocks(),
                Instant.ofEpochSecond(stat.atime()), Instant.ofEpochSecond(stat.mtime()), Instant.ofEpochSecond(stat.ctime()), stat.mode(),
                stat.nlink(), stat.uid(), stat.gid(), node.device().orElse(DeviceNumber.NONE).kernel(), settings.blockSize());
    }

    /** How long attributes may be believed; the kernel asks for unsure ones itself when somebody wants to know them. */
    Duration attributeValidity(StatData stat) {
        return stat.unsure() ? Duration.ZERO : EntryType.ofMode(stat.mode()) == EntryType.DIRECTORY ? settings.directories() : settings.attributes();
    }

    /** A node as a name's. */
    Entry entry(Node node, StatData stat) {
        Duration name = EntryType.ofMode(stat.mode()) == EntryType.DIRECTORY ? settings.directories() : settings.files();
        return new Entry(node.id(), 0, attributes(node, stat), name, attributeValidity(stat));
    }
}
