package org.apiaryfs.meta.locks;

/**
 * Whose a lock is.
 *
 * @param client numeric node ID
 * @param handle of append and entry locks the client's number of the open file, of range locks the process ID
 */
public record LockOwner(int client, long handle) {}
