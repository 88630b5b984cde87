/**
 * Keeps the registry on disk: one file of steps, appended to and synced before an answer leaves,
 * rewritten as a whole (temporary file, sync, rename) when it has grown.
 *
 * <p>Why not a database: the registry of a large cluster is some hundred kilobytes and is in memory
 * anyway for reading; a log of steps gives what is needed, all-or-nothing and durable, with one
 * sequential write and one sync per change, nothing to load at the start, and no native library. The steps are also
 * what a group of management servers would have to agree on.
 */
package org.apiaryfs.mgmt.internal.journal;
