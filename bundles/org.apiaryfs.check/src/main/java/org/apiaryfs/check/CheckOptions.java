package org.apiaryfs.check;

import java.nio.file.Path;

/**
 * How to check. Immutable.
 *
 * @param chunkOwners also compare owners of chunk files, which only quotas need
 * @param force take over from a check that didn't end
 * @param work directory for temporary files; needs about 500 bytes a file
 */
public record CheckOptions(boolean chunkOwners, boolean force, Path work) {}
