/** The command {@code apiary-mount}: options, background process, unmounting. */
package org.apiaryfs.fuse.mount;
