package org.apiaryfs.daemons.beegfs;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All modes, in the order of the overview. Constants only. */
final class Modes {
    /** Other names. */
    private static final Map<String, String> ALIASES = Map.of("iostat", "serverstats");
    private static final int NAME_WIDTH = 24;

    private static final List<Mode> ALL = List.of(
            of("listnodes", "Registered servers and clients.", ListNodes.USAGE, ListNodes::parse),
            of("listtargets", "Storage targets, metadata servers, their state and space.", ListTargets.USAGE, ListTargets::parse),
            ofRoot("removenode", "Removes a node.", Removals.NODE_USAGE, Removals::node),
            ofRoot("removetarget", "Removes a storage target.", Removals.TARGET_USAGE, Removals::target),
            hidden("maptarget", true, "Says which server has a storage target.", Removals.MAP_USAGE, Removals::map),
            of("getentryinfo", "Where files and directories are, and how they are striped.", GetEntryInfo.USAGE, GetEntryInfo::parse),
            of("setpattern", "Changes how new files of a directory are striped.", SetPattern.USAGE, SetPattern::parse),
            ofRoot("mirrormd", "Mirrors the root directory.", MirrorModes.MIRROR_USAGE, MirrorModes::mirrorMetadata),
            of("find", "Finds files on servers, targets or pools.", Find.USAGE, Find::parse),
            of("refreshentryinfo", "Brings size and times of a file up to date.", EntryModes.REFRESH_USAGE, EntryModes::refresh),
            ofRoot("createfile", "Makes a file with a pattern of its own.", EntryModes.FILE_USAGE, EntryModes::createFile),
            ofRoot("createdir", "Makes a directory on certain metadata servers.", EntryModes.DIRECTORY_USAGE, EntryModes::createDirectory),
            of("migrate", "Moves files away from servers, targets or pools.", Migrate.USAGE, Migrate::parse),
            ofRoot("movefileinode", "Stores a file's inode for itself, or in the directory.", EntryModes.INODE_USAGE, EntryModes::moveInode),
            ofRoot("disposeunused", "Removes files without a name that nobody has open.", EntryModes.DISPOSE_USAGE, EntryModes::dispose),
            of("serverstats", "Load of servers, second by second.", ServerStats.USAGE, ServerStats::parse),
            of("clientstats", "Operations by client.", ClientStats.USAGE, ClientStats.by(false)),
            of("userstats", "Operations by user.", ClientStats.USAGE, ClientStats.by(true)),
            ofRoot("storagebench", "Benchmarks of storage targets.", StorageBench.USAGE, StorageBench::parse),
            of("getquota", "Usage and limits of users and groups.", GetQuota.USAGE, GetQuota::parse),
            ofRoot("setquota", "Sets limits of users and groups.", SetQuota.USAGE, SetQuota::parse),
            of("listmirrorgroups", "Mirror groups.", MirrorModes.LIST_USAGE, MirrorModes::list),
            ofRoot("addmirrorgroup", "Makes mirror groups.", MirrorModes.ADD_USAGE, MirrorModes::add),
            hidden("removemirrorgroup", true, "Removes a mirror group.", MirrorModes.REMOVE_USAGE, MirrorModes::remove),
            ofRoot("startresync", "Has a primary copy to its secondary anew.", ResyncModes.RESYNC_USAGE, ResyncModes::startResync),
            of("resyncstats", "How a resynchronisation goes.", ResyncModes.STATS_USAGE, ResyncModes::stats),
            ofRoot("setstate", "Sets the state of a target or metadata server.", ResyncModes.STATE_USAGE, ResyncModes::setState),
            of("liststoragepools", "Storage pools.", PoolModes.LIST_USAGE, PoolModes::list),
            ofRoot("addstoragepool", "Makes a storage pool.", PoolModes.ADD_USAGE, PoolModes::add),
            ofRoot("removestoragepool", "Removes a storage pool.", PoolModes.REMOVE_USAGE, PoolModes::remove),
            ofRoot("modifystoragepool", "Changes a storage pool.", PoolModes.MODIFY_USAGE, PoolModes::modify),
            hidden("genericdebug", true, "Sends a command for people to a server.", GenericDebug.USAGE, GenericDebug::parse),
            hidden("hashdir", false, "Where BeeGFS's metadata servers keep an ID.", EntryModes.HASH_USAGE, EntryModes::hash),
            hidden("iotest", true, "Writes or reads a file as one stream, without a mount.", IoTest.USAGE, IoTest::parse),
            hidden("ioctl", false, "What a mount tells by ioctl.", IoctlMode.USAGE, IoctlMode::parse),
            hidden("removedirentry", true, "Removes a name and nothing else.", EntryModes.REMOVE_USAGE, EntryModes::removeName));

    private Modes() {}

    private static Mode of(String name, String summary, String usage, Mode.Parser parser) {
        return new Mode(name, false, false, summary, usage, parser);
    }

    private static Mode ofRoot(String name, String summary, String usage, Mode.Parser parser) {
        return new Mode(name, true, false, summary, usage, parser);
    }

    private static Mode hidden(String name, boolean root, String summary, String usage, Mode.Parser parser) {
        return new Mode(name, root, true, summary, usage, parser);
    }

    /** In the order of the overview. */
    static List<Mode> all() {
        return ALL;
    }

    /** The mode of this name; a value behind it doesn't count. */
    static Optional<Mode> named(String name) {
        String wanted = ALIASES.getOrDefault(name, name);
        return ALL.stream().filter(m -> m.name().equals(wanted)).findFirst();
    }

    /** What the tool can do. */
    static String overview(boolean hidden) {
        StringBuilder text = new StringBuilder("""
                Queries and steers a cluster of BeeGFS or Apiary.

                 $ beegfs-ctl --<mode> --help
                 $ beegfs-ctl --<mode> [arguments of the mode] [arguments about the cluster]

                MODES (those with * are for root):
                """);
        ALL.stream().filter(m -> hidden || !m.hidden())
                .forEach(m -> text.append(String.format(" --%-" + NAME_WIDTH + "s %s%n", m.name() + (m.root() ? " *" : ""), m.summary())));
        return text.append(CLUSTER).toString();
    }

    /** How a mode is used. */
    static String usage(Mode mode) {
        return mode.summary() + "\n\n $ beegfs-ctl --" + mode.name() + " …\n\n" + (mode.root() ? "Only for root.\n\n" : "") + mode.usage() + CLUSTER;
    }

    private static final String CLUSTER = """

            WHICH CLUSTER:
            --cfgFile=<path>   Configuration file of a client (default: /etc/beegfs/beegfs-client.conf).
            --mount=<path>     The cluster, and the configuration, of a mount.
            --<key>=<value>    A key of such a file, such as --sysMgmtdHost=<host>.
            --mgmtd=<host>[:<port>] --auth-file=<path> | --dir=<path>  As with "apiary ctl"; without any of these,
                               the cluster that "apiary up" has started on this machine.
            """;
}
