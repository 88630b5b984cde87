package org.apiaryfs.fuse;

/**
 * The kernel drops references to a node.
 *
 * <p>Threading: immutable.
 *
 * @param nodeId the node
 * @param count  how many of the lookups answered for it are taken back, at least 1
 */
public record Forgotten(long nodeId, long count) { }
