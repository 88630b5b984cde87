package org.apiaryfs.mgmt.internal.state;

/**
 * What a target or metadata node last said about its room. Immutable.
 *
 * @param space free bytes; −1 if the server couldn't find out
 * @param inodes free inodes; −1 if the server couldn't find out
 */
public record Room(long space, long inodes) {}
