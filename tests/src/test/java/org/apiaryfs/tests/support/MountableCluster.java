package org.apiaryfs.tests.support;

/** A running cluster that can be mounted. */
public interface MountableCluster extends AutoCloseable {
    /**
     * Mounts it at a directory of its own.
     *
     * @param options as after {@code -o}
     */
    Mount mount(String... options) throws Exception;

    /** Ends the mounts, and the cluster if it was started for them. */
    @Override
    void close() throws Exception;
}
