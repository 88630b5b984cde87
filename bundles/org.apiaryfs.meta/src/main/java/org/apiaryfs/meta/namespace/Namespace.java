package org.apiaryfs.meta.namespace;

/**
 * All operations on the part of the file system that this node keeps. The components are
 * thread-safe and say what they do.
 */
public record Namespace(
        Volume volume, Lookups lookups, Listing listing, Creation creation, Removal removal, Renames renames,
        HardLinks hardLinks, DirAttributes directories, FileAttributes files, Xattrs xattrs, Disposal disposal,
        Sessions sessions, Locking locking, Intents intents, Departures departures, Arrivals arrivals,
        Moves moves, Inspection inspection, Repairs repairs) {

    public static Namespace over(Volume volume) {
        Disposal disposal = new Disposal(volume);
        Intents intents = new Intents(volume);
        Sessions sessions = new Sessions(volume, disposal);
        FileAttributes files = new FileAttributes(volume);
        DirAttributes directories = new DirAttributes(volume);
        return new Namespace(volume, new Lookups(volume), new Listing(volume), new Creation(volume, intents, sessions),
                new Removal(volume, disposal, intents), new Renames(volume, disposal, intents), new HardLinks(volume, intents),
                directories, files, new Xattrs(volume), disposal, sessions, new Locking(volume, sessions, files), intents,
                new Departures(volume, disposal, intents), new Arrivals(volume, disposal, intents), new Moves(volume, intents), new Inspection(volume),
                new Repairs(volume, disposal, directories));
    }
}
