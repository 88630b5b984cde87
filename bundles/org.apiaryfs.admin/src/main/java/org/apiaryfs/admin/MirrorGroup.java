package org.apiaryfs.admin;

import org.apiaryfs.protocol.model.NodeType;

/**
 * Two targets, or two metadata nodes, that mirror each other. Immutable.
 *
 * @param kind STORAGE or META
 * @param id number of the group, unique within its kind
 * @param primary target that serves
 * @param secondary the other
 */
public record MirrorGroup(NodeType kind, int id, int primary, int secondary) {}
