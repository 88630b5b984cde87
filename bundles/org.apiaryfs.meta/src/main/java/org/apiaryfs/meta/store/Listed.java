package org.apiaryfs.meta.store;

/**
 * A name as met while listing a directory.
 *
 * @param position where it stands; grows along the list, ≥ {@link MetaStore#FIRST_POSITION}, and
 *     stays the same as long as the name exists
 * @param name one char per byte
 */
public record Listed(long position, String name, Dentry dentry) {}
