package org.apiaryfs.storage.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.node.DebugTexts;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.storage.chunk.TargetUsage;
import org.apiaryfs.storage.session.SessionKey;
import org.apiaryfs.storage.session.SessionStore;

/** The texts behind GenericDebug (spec storage §9.4). Thread-safe. */
final class DebugCommands implements Function<String, String> {
    private static final Map<String, Integer> TYPES = Map.of("uid", ExceededQuota.USER, "gid", ExceededQuota.GROUP);

    private final StorageContext context;
    private final Supplier<ClusterMap> cluster;
    private final Supplier<String> neighbours;

    /** @param neighbours the answer to {@code net} */
    DebugCommands(StorageContext context, Supplier<ClusterMap> cluster, Supplier<String> neighbours) {
        this.context = context;
        this.cluster = cluster;
        this.neighbours = neighbours;
    }

    @Override
    public String apply(String line) {
        List<String> words = List.of(line.trim().split("\\s+"));
        return switch (words.getFirst()) {
            case "version" -> "Apiary storage server, compatible with BeeGFS 7.4\n";
            case "listopenfiles" -> openFiles();
            case "msgqueuestats" -> queues();
            case "net" -> neighbours.get();
            case "loadavg" -> DebugTexts.loadAverage();
            case "getcfg" -> context.config().given().entrySet().stream().map(e -> e.getKey() + " = " + e.getValue() + "\n").collect(Collectors.joining());
            case "liststoragestates" -> states();
            case "quotaexceeded" -> quota(words.subList(1, words.size()));
            case "usedquota" -> usage(words.subList(1, words.size()));
            default -> "Unknown/invalid operation\n";
        };
    }

    private String usage(List<String> words) {
        if (words.size() != 1 || !TYPES.containsKey(words.getFirst())) {
            return "usage: usedquota uid|gid\n";
        }
        StringBuilder text = new StringBuilder();
        for (StorageTarget target : context.places().targets().all()) {
            try {
                TargetUsage usage = target.chunks().usage();
                text.append("target ").append(target.id()).append(usage.exact() ? ": counted\n" : ": counting, there may be more\n");
                (TYPES.get(words.getFirst()) == ExceededQuota.USER ? usage.users() : usage.groups()).forEach((id, u) -> text.append("   ")
                        .append(Integer.toUnsignedString(id)).append(": ").append(u.bytes()).append(" bytes, ").append(u.inodes()).append(" chunk files\n"));
            } catch (FsException e) {
                text.append("target ").append(target.id()).append(": ").append(e.getMessage()).append('\n');
            }
        }
        return text.toString();
    }

    private String openFiles() {
        StringBuilder text = new StringBuilder();
        for (SessionStore.Entry entry : context.sessions().all()) {
            SessionKey key = entry.file().key();
            text.append("client ").append(Integer.toUnsignedString(entry.clientId())).append(" handle ").append(key.handleId())
                    .append(" target ").append(key.targetId()).append(key.mirrored() ? " mirrored" : "").append('\n');
        }
        return text.append(context.sessions().clientCount()).append(" clients\n").toString();
    }

    /** What was read and written in the last second isn't known by target, but of all. */
    private String queues() {
        StringBuilder text = new StringBuilder();
        for (StorageTarget target : context.places().targets().all()) {
            if (target.workers() instanceof ThreadPoolExecutor pool) {
                String queue = "* [queue id " + target.id() + "] ";
                text.append(DebugTexts.queues(queue, pool.getQueue().size()))
                        .append(DebugTexts.workers(queue, pool.getActiveCount(), context.load().last()));
            }
        }
        return text.toString();
    }

    private String states() {
        return cluster.get().targets().states().keySet().stream().sorted()
                .map(id -> id + " " + cluster.get().targets().reachability(id).map(Enum::name).orElse("?")
                        + " " + cluster.get().targets().consistency(id).map(Enum::name).orElse("?") + "\n")
                .collect(Collectors.joining());
    }

    private String quota(List<String> words) {
        Map<String, Integer> limits = Map.of("size", ExceededQuota.SIZE, "inode", ExceededQuota.INODES);
        if (words.isEmpty() || words.size() > 1 && !TYPES.containsKey(words.get(1)) || words.size() > 2 && !limits.containsKey(words.get(2))) {
            return "usage: quotaexceeded <targetID> [uid|gid [size|inode]]\n";
        }
        Optional<StorageTarget> target = context.places().targets().all().stream().filter(t -> Integer.toString(t.id()).equals(words.getFirst())).findFirst();
        if (target.isEmpty()) {
            return "Unknown target\n";
        }
        StringBuilder text = new StringBuilder();
        TYPES.forEach((type, typeNumber) -> limits.forEach((limit, limitNumber) -> {
            if ((words.size() < 2 || words.get(1).equals(type)) && (words.size() < 3 || words.get(2).equals(limit))) {
                text.append(type).append(' ').append(limit).append(": ").append(target.get().exceeded().list(typeNumber, limitNumber)).append('\n');
            }
        }));
        return text.toString();
    }
}
