package org.apiaryfs.meta.store;

/** When updates reach the disk, not just the operating system. The death of the process alone loses nothing in any mode. */
public enum SyncMode {
    /** When the operating system likes: a power cut may lose the last half minute. */
    NONE,
    /** Every second in the background. */
    INTERVAL,
    /** Before every answer; updates that arrive together share one sync. */
    EVERY
}
