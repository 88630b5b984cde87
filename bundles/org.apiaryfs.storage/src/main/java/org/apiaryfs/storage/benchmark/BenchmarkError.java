package org.apiaryfs.storage.benchmark;

/** Why a benchmark wasn't done, with its number on the wire (spec storage §10). */
public enum BenchmarkError {
    NONE(0), IO(-1), INITIALISATION(10), TOO_LITTLE_DATA(11), FOLDER_NOT_MADE(12), FOLDER_NOT_REMOVED(21), FILES_NOT_OPENED(22),
    UNKNOWN_TARGET(23), ALREADY_RUNNING(24), RUNNING_DURING_CLEANUP(25);

    private final int number;

    BenchmarkError(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
