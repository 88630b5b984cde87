package org.apiaryfs.fuse.vfs;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.client.Caller;
import org.apiaryfs.client.Client;
import org.apiaryfs.client.Inode;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.Reply;
import org.apiaryfs.protocol.model.StatData;

/** What all operations of one mount work with. Immutable. */
record Mounted(Client client, NodeTable nodes, Answers answers, Interrupts interrupts, Coherence coherence) {
    /** How old a directory's attributes may be when a new entry takes its group from it, in ns. */
    private static final long PARENT_AGE = 5_000_000_000L;

    /** The node that a request names; if it was forgotten, which the kernel never does, the request fails. */
    Optional<Node> node(long id, Reply reply) {
        Optional<Node> node = nodes.node(id);
        if (node.isEmpty()) {
            reply.error(Errno.ESTALE);
        }
        return node;
    }

    /** Attributes of a directory in which something is to be created. */
    CompletableFuture<StatData> parentStat(Node directory, Caller caller) {
        return directory.fresh(PARENT_AGE).map(CompletableFuture::completedFuture).orElseGet(() ->
                client.namespace().stat(directory.entry(), caller).thenApply(stat -> {
                    directory.update(stat);
                    return stat;
                }));
    }

    /**
     * What was found under a name as it is for everybody: of a file that this client writes the server may know less,
     * or more, if others have cut it.
     */
    CompletableFuture<Inode> settled(Inode inode, Caller caller) {
        String id = inode.entry().entryId();
        if (inode.stat().unsure() || !client.files().isOpen(id) || client.files().knownSize(id).orElse(0) <= inode.stat().size()) {
            return CompletableFuture.completedFuture(inode);
        }
        return client.files().stat(inode.entry(), caller).handle((stat, failure) ->
                failure == null ? new Inode(inode.entry(), stat) : inode);
    }

    /**
     * Attributes with the length that this client knows better while it writes.
     *
     * @param asked when they were asked for, by {@link System#nanoTime}
     */
    StatData current(Node node, StatData stat, long asked) {
        return reaching(stat, stat.unsure() ? client.files().knownSize(node.entry().entryId()) : client.files().knownSize(node.entry().entryId(), asked));
    }

    /** The same of attributes that were asked for some time ago. */
    StatData current(Node node, StatData stat) {
        return reaching(stat, client.files().knownSize(node.entry().entryId()));
    }

    private static StatData reaching(StatData stat, OptionalLong known) {
        long size = known.orElse(stat.size());
        return size <= stat.size() ? stat : withSize(stat, size);
    }

    /** The same attributes with another length. */
    static StatData withSize(StatData s, long size) {
        return new StatData(s.flags(), s.mode(), (size + 511) / 512, s.creationTime(), s.atime(), s.mtime(), s.ctime(),
                size, s.nlink(), s.contentsVersion(), s.uid(), s.gid());
    }
}
