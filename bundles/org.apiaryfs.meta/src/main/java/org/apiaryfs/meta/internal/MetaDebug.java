package org.apiaryfs.meta.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.meta.locks.LockKind;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.node.DebugTexts;
import org.apiaryfs.node.LoadHistory;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.HighResolutionStats;
import org.apiaryfs.protocol.model.StoragePool;

/** Answers to GenericDebug commands, free text for people (spec meta §13.5). Thread-safe. */
final class MetaDebug {
    private static final String UNKNOWN = "Unknown/invalid operation";

    private final Namespace ns;
    private final MetaContext context;
    private final LoadHistory load;
    private final Supplier<String> neighbours;

    /** @param neighbours the answer to {@code net} */
    MetaDebug(MetaContext context, LoadHistory load, Supplier<String> neighbours) {
        this.neighbours = neighbours;
        this.context = context;
        this.load = load;
        this.ns = context.ns();
    }

    String answer(String command) {
        List<String> words = new ArrayList<>(List.of(command.trim().split("\\s+")));
        String operation = words.removeFirst();
        Optional<String> argument = words.stream().findFirst();
        ClusterMap map = context.view().current();
        try {
            return switch (operation) {
                case "listfileappendlocks" -> locks(LockKind.APPEND, argument);
                case "listfileentrylocks" -> locks(LockKind.ENTRY, argument);
                case "listfilerangelocks" -> locks(LockKind.RANGE, argument);
                case "listopenfiles" -> lines(ns.sessions().clients().stream().sorted().flatMap(client -> ns.sessions().files(client).stream()).toList());
                case "version" -> "Version: 7.4.2; compatible implementation: Apiary";
                case "listpools" -> pools(map);
                case "listmetastates" -> lines(List.copyOf(map.meta().states().entrySet()));
                case "liststoragestates" -> lines(List.copyOf(map.targets().states().entrySet()));
                case "liststoragepools" -> lines(List.copyOf(map.pools().values()));
                case "refstats" -> "Dirs: " + ns.volume().directories().used() + "\nFiles: " + ns.sessions().openKeys().size();
                case "cachestats" -> "Dirs: " + ns.volume().directories().known();
                case "net" -> neighbours.get();
                case "quotaexceeded" -> context.quota().describe();
                case "dropcaches" -> dropCaches();
                case "msgqueuestats" -> queues();
                case "loadavg" -> DebugTexts.loadAverage();
                case "getcfg" -> context.config().given().entrySet().stream().map(e -> e.getKey() + " = " + e.getValue()).sorted().collect(Collectors.joining("\n"));
                case "getloglevel", "setloglevel" -> "Log levels are set at the start, by logLevel";
                case "varlogmessages", "varlogkernlog", "beegfslog" -> "Logs are read on the host: journalctl, or the file that logStdFile names";
                case "dumpdentry" -> dentry(words);
                case "dumpinode", "dumpinlinedinode" -> inode(words);
                default -> UNKNOWN;
            };
        } catch (FsException e) {
            return e.getMessage();
        }
    }

    private static String pools(ClusterMap map) {
        List<StoragePool> pools = map.pools().values().stream().sorted(Comparator.comparingInt(StoragePool::id)).toList();
        return DebugTexts.pools("META POOLS STATE", DebugTexts.Limits.NONE, map.metaPools())
                + pools.stream().map(pool -> DebugTexts.targetPools("STORAGE CAPACITY POOLS STATE (STORAGE POOL ID: " + pool.id() + ")",
                        DebugTexts.Limits.NONE, pool.targetPools(), target -> map.targetNodes().getOrDefault(target, 0))).collect(Collectors.joining())
                + pools.stream().map(pool -> DebugTexts.pools("STORAGE BUDDY CAPACITY POOLS STATE (STORAGE POOL ID: " + pool.id() + ")",
                        DebugTexts.Limits.NONE, pool.groupPools())).collect(Collectors.joining());
    }

    private String dropCaches() {
        ns.volume().directories().drop();
        return "Dirs: " + ns.volume().directories().known();
    }

    private String queues() {
        Optional<HighResolutionStats> last = load.last();
        return DebugTexts.queues("", last.map(HighResolutionStats::queuedRequests).orElse(0))
                + DebugTexts.workers("", last.map(HighResolutionStats::busyWorkers).orElse(0), last);
    }

    private static String lines(List<?> items) {
        return items.size() + " entries\n" + items.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    private String locks(LockKind kind, Optional<String> entryId) {
        return entryId.flatMap(EntryKey::parse).map(key -> lines(ns.locking().describe(kind, key))).orElse("usage: entry ID");
    }

    /** Directory and name. */
    private String dentry(List<String> words) {
        if (words.size() < 2) {
            return "usage: directory entry ID, name";
        }
        return EntryKey.parse(words.get(0)).flatMap(dir -> ns.lookups().find(dir, words.get(1))).map(Dentry::toString).orElse("no such name");
    }

    /** The last word is the entry ID, of a file or directory. */
    private String inode(List<String> words) throws FsException {
        if (words.isEmpty()) {
            return "usage: entry ID";
        }
        Optional<EntryKey> key = EntryKey.parse(words.getLast());
        if (key.isEmpty()) {
            return "no entry ID: " + words.getLast();
        }
        return ns.volume().store().dir(key.get()).isPresent()
                ? ns.lookups().directory(key.get()).toString() : ns.lookups().file(key.get()).toString();
    }
}
