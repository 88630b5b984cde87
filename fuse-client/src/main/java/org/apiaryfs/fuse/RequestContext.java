package org.apiaryfs.fuse;

/**
 * Who asks.
 *
 * <p>Threading: immutable.
 *
 * @param unique the request's number, unique within the session; good for logs
 * @param uid    effective user ID of the caller (0 for what the kernel does by itself, such as write-back)
 * @param gid    effective group ID of the caller (0 likewise)
 * @param pid    thread ID of the caller, 0 if it is the kernel or in an unrelated process name space
 * @param umask  file mode creation mask to apply to the mode of create, mknod and mkdir; 0 in all other operations
 *               (the kernel leaves applying it to the file system, which may have default ACLs instead)
 */
public record RequestContext(long unique, int uid, int gid, int pid, int umask) { }
