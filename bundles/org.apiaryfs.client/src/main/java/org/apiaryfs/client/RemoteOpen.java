package org.apiaryfs.client;

import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * What a metadata server says when it opens a file. Immutable.
 *
 * @param accessFlags as asked for
 * @param handle its handle
 * @param pattern where the data is
 * @param path name of the chunk files
 * @param version changes when the content does; 0 = not told
 */
record RemoteOpen(int accessFlags, String handle, StripePattern pattern, PathInfo path, long version) {}
