package org.apiaryfs.storage.chunk;

/** The two trees of chunk files in a target directory (spec storage §12.1). */
public enum ChunkArea {
    /** Chunks of files that aren't mirrored. */
    CHUNKS("chunks"),
    /** Chunks of mirrored files. */
    MIRROR("buddymir");

    private final String directory;

    ChunkArea(String directory) {
        this.directory = directory;
    }

    /** The area of mirrored or other files. */
    public static ChunkArea of(boolean mirrored) {
        return mirrored ? MIRROR : CHUNKS;
    }

    /** Name within the target directory. */
    public String directory() {
        return directory;
    }
}
