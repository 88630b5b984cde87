package org.apiaryfs.tests.simulator;

/**
 * How many nodes there are. Immutable.
 *
 * @param metas metadata servers
 * @param storages storage servers
 * @param targets storage targets of each storage server
 * @param clients mounts
 */
public record ClusterSize(int metas, int storages, int targets, int clients) {}
