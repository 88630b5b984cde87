package org.apiaryfs.protocol;

/**
 * Who asked a mirror group's primary; follows the payload of forwarded messages (spec framing §10.5).
 *
 * @param nodeType node type number, 0 = unknown
 * @param nodeId numeric node ID, 0 = unknown
 */
public record Requestor(int nodeType, int nodeId) {}
