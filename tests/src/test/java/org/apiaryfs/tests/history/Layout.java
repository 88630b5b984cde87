package org.apiaryfs.tests.history;

/** How places, the numbers of names, spread over directories. Immutable. */
record Layout(int directories, int namesEach) {
    int places() {
        return directories * namesEach;
    }

    int directory(int place) {
        return place / namesEach;
    }

    /** The first place of a directory; those behind it follow. */
    int first(int directory) {
        return directory * namesEach;
    }

    /** Path from the root of the test. */
    String path(int place) {
        return directoryName(directory(place)) + "/n" + place % namesEach;
    }

    String directoryName(int directory) {
        return "d" + directory;
    }
}
