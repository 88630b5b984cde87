package org.apiaryfs.tests.history;

/** What performs operations. Thread-safe. */
interface NameSpace {
    /** Performs an operation; a failure is an outcome. */
    Outcome perform(Operation operation);
}
