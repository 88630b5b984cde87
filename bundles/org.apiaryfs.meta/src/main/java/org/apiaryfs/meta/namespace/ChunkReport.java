package org.apiaryfs.meta.namespace;

import org.apiaryfs.protocol.model.DynamicFileAttribs;

/**
 * What a storage target reported about its chunk file of some file.
 *
 * @param index of the target in the file's pattern
 * @param attributes version 0 = nothing known
 */
public record ChunkReport(int index, DynamicFileAttribs attributes) {}
