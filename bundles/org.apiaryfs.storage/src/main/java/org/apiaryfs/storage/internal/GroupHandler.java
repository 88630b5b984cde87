package org.apiaryfs.storage.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.RemoveBuddyGroup;
import org.apiaryfs.storage.chunk.ChunkArea;
import org.apiaryfs.transport.Exchange;

/** Serves RemoveBuddyGroup (spec mgmtd §4.7, storage §11). Walks directories, so it may block. Thread-safe. */
final class GroupHandler {
    private final Targets targets;
    private final ClusterView view;

    GroupHandler(Targets targets, ClusterView view) {
        this.targets = targets;
        this.view = view;
    }

    Message remove(Exchange exchange) {
        return ResultResp.of(MessageType.REMOVE_BUDDY_GROUP_RESP, remove((RemoveBuddyGroup) exchange.request().message()));
    }

    private FsError remove(RemoveBuddyGroup request) {
        Optional<BuddyGroup> group = Optional.ofNullable(view.current().targets().groups().get(request.groupId()));
        List<StorageTarget> members = group.stream().flatMap(g -> Stream.of(g.primary(), g.secondary()))
                .flatMap(id -> targets.get(id).stream()).toList();
        if (request.nodeType() != NodeType.STORAGE.number() || members.isEmpty()) {
            return FsError.INTERNAL;
        }
        for (StorageTarget member : members) {
            try {
                if (hasChunks(member) && !request.force()) {
                    return FsError.NOT_EMPTY;
                }
            } catch (IOException | UncheckedIOException e) {
                return FsError.INTERNAL;
            }
        }
        if (!request.checkOnly()) {
            view.update(map -> map.withStates(NodeType.STORAGE, map.targets().withoutGroup(request.groupId())));
        }
        return FsError.SUCCESS;
    }

    /** Whether there is anything but directories among the mirrored chunks. */
    private static boolean hasChunks(StorageTarget target) throws IOException {
        Path root = target.chunks().directory().resolve(ChunkArea.MIRROR.directory());
        try (Stream<Path> files = Files.walk(root)) {
            return files.anyMatch(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS));
        }
    }
}
