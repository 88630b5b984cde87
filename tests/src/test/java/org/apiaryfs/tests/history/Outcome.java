package org.apiaryfs.tests.history;

import java.util.BitSet;

/** How an operation ended. Immutable. */
sealed interface Outcome {
    int ENOENT = 2;
    int EPERM = 1;
    int EEXIST = 17;
    int ENOTDIR = 20;
    int EISDIR = 21;
    int ENOTEMPTY = 39;

    /** It did what it should. */
    record Done() implements Outcome {}

    /** @param number error number of Linux */
    record Failed(int number) implements Outcome {}

    /** A file was made or found. @param inode its number */
    record File(long inode) implements Outcome {}

    /** A directory was found. */
    record Directory() implements Outcome {}

    /** @param places those of a directory's that are there */
    record Listed(BitSet places) implements Outcome {}
}
