package org.apiaryfs.meta.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.meta.locks.LockKind;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.node.LoadHistory;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.HighResolutionStats;
import org.apiaryfs.protocol.model.NodeType;

/** Answers to GenericDebug commands, free text for people (spec meta §13.5). Thread-safe. */
final class MetaDebug {
    private static final String UNKNOWN = "Unknown/invalid operation";
    private static final Path LOAD = Path.of("/proc/loadavg");

    private final Namespace ns;
    private final MetaContext context;
    private final LoadHistory load;

    MetaDebug(MetaContext context, LoadHistory load) {
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
                case "listpools" -> "Metadata nodes: " + map.metaPools();
                case "listmetastates" -> lines(List.copyOf(map.meta().states().entrySet()));
                case "liststoragestates" -> lines(List.copyOf(map.targets().states().entrySet()));
                case "liststoragepools" -> lines(List.copyOf(map.pools().values()));
                case "refstats" -> "Dirs: " + ns.volume().directories().used() + "\nFiles: " + ns.sessions().openKeys().size();
                case "cachestats" -> "Dirs: " + ns.volume().directories().known();
                case "net" -> Stream.of(NodeType.META, NodeType.STORAGE).map(type -> nodes(map, type)).collect(Collectors.joining("\n"));
                case "quotaexceeded" -> context.quota().describe();
                case "dropcaches" -> dropCaches();
                case "msgqueuestats" -> queues();
                case "loadavg" -> loadAverage();
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

    private static String nodes(ClusterMap map, NodeType type) {
        return lines(map.nodes(type).all().stream().map(node -> type.name().toLowerCase(Locale.ROOT) + " " + node.id() + " " + node.alias() + ": "
                + node.nics().stream().map(nic -> nic.address().getHostAddress() + ":" + node.tcpPort()).distinct().collect(Collectors.joining(" "))).toList());
    }

    private String dropCaches() {
        ns.volume().directories().drop();
        return "Dirs: " + ns.volume().directories().known();
    }

    private String queues() {
        List<HighResolutionStats> samples = load.since(0);
        return samples.isEmpty() ? "no sample yet; they are taken every second"
                : "Busy workers: " + samples.getLast().busyWorkers() + "\nQueue len: " + samples.getLast().queuedRequests()
                        + "\nWork requests: " + samples.getLast().workRequests() + " in the last second";
    }

    private static String loadAverage() {
        try {
            return Files.readString(LOAD).strip();
        } catch (IOException e) {
            return "load average not known: " + e.getMessage();
        }
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
