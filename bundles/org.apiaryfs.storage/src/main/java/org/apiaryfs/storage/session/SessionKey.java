package org.apiaryfs.storage.session;

/**
 * Names a file that a client has open on a target (spec storage §12.5). Immutable.
 *
 * @param handleId handle from the metadata server's open
 * @param targetId target, never a group
 * @param mirrored whether the chunk is in the target's mirror area
 */
public record SessionKey(String handleId, int targetId, boolean mirrored) {
    /** Entry ID: what follows the first {@code #}, or all. */
    public String entryId() {
        return handleId.substring(handleId.indexOf('#') + 1);
    }
}
