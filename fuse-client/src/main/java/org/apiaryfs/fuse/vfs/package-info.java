/** The file system of a cluster as the kernel wants to see it: {@link org.apiaryfs.fuse.vfs.ClusterFileSystem}. */
package org.apiaryfs.fuse.vfs;
