package org.apiaryfs.admin;

import java.nio.file.Path;

/** Told how a migration goes, by its thread; must not block for long. */
public interface MigrationListener {
    /** All files were found. @param files number of them, @param bytes their sizes as far as known */
    void found(long files, long bytes);

    /** A file was moved, or stays where it is for a reason. */
    void done(Path file, long bytes, Outcome outcome);

    /** What can't be looked at or moved; the migration goes on. @param what path, @param why a sentence */
    void failed(String what, String why);

    /** What became of a file. */
    enum Outcome {
        MOVED,
        /** It has several names; a copy would be another file than the others. */
        SEVERAL_NAMES,
        /** It is no regular file and no symbolic link. */
        SPECIAL
    }
}
