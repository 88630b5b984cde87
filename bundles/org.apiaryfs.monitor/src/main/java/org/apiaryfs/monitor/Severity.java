package org.apiaryfs.monitor;

/** How bad a problem is, ascending. */
public enum Severity {
    /** Worth knowing; nothing has to be done. */
    INFO,
    /** Works, but less well or less safely than it should, or will not do so for long. */
    WARNING,
    /** Something doesn't work, or data is in danger. */
    ERROR
}
