package org.apiaryfs.check;

import java.util.Optional;

/**
 * Something that doesn't match. Immutable.
 *
 * @param entryId of the file or directory that it is about
 * @param path where that is, if it has a name that leads up to the root; as display text
 * @param detail what was found and what was expected, for people
 */
public record Finding(FindingKind kind, String entryId, Optional<String> path, String detail) {
    /** One line. */
    @Override
    public String toString() {
        return kind.id() + ": " + path.map(p -> p + " (" + entryId + ")").orElse(entryId.isEmpty() ? "?" : entryId) + ": " + detail;
    }
}
