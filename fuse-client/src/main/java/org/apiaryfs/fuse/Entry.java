package org.apiaryfs.fuse;

import java.time.Duration;

/**
 * A name found or made: which node it is and how long the kernel may believe it without asking.
 *
 * <p>Every entry handed to the kernel counts as one lookup of its node, to be taken back by
 * {@link FuseFileSystem#forget}; until then the node ID must stay usable.
 *
 * <p>Threading: immutable.
 *
 * @param nodeId            the file system's own number of the inode, not 0; 1 is the root
 * @param generation        with the node ID never used twice for different files
 * @param attributes        the inode's attributes
 * @param entryValidity     how long the name may be cached
 * @param attributeValidity how long the attributes may be cached
 */
public record Entry(long nodeId, long generation, Attributes attributes, Duration entryValidity,
        Duration attributeValidity) {

    /** Checks the node ID. */
    public Entry {
        if (nodeId == 0) {
            throw new IllegalArgumentException("node ID 0 means 'no such name'; answer with an error or negative()");
        }
    }

    /** An entry whose name and attributes are valid equally long. */
    public static Entry of(long nodeId, Attributes attributes, Duration validity) {
        return new Entry(nodeId, 0, attributes, validity, validity);
    }
}
