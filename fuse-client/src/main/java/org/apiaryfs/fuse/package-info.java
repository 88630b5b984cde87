/**
 * File systems in user space, asynchronous and by inode: implement {@link org.apiaryfs.fuse.FuseFileSystem}, mount it
 * with {@link org.apiaryfs.fuse.FuseSession#mount}. Nothing here knows what stores the files.
 */
package org.apiaryfs.fuse;
