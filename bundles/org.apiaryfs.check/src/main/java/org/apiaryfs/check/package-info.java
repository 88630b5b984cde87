/**
 * Checks whether names, inodes and chunk files of a cluster fit together, and mends what doesn't, by
 * the messages that BeeGFS's own check uses (spec meta §12, storage §10A, admin §6), so on clusters
 * of BeeGFS 7.4 as well.
 *
 * <p>Every rule concerns one entry ID. So what the nodes tell is sorted by entry ID on disk, and then
 * judged ID by ID; memory is needed for what is suspicious only. The file system may be in use: a
 * chunk is listed before its inode and an inode before its name, the reverse of the order in which
 * they are made; whatever the metadata nodes report as changed is left alone; and what still looks
 * wrong is gathered once more and asked about one by one before it is called so.
 */
@Export
@Version("0.1.0")
package org.apiaryfs.check;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
