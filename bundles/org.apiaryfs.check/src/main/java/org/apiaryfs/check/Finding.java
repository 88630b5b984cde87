package org.apiaryfs.check;

import java.util.Optional;

/**
 * Something that doesn't match. Immutable.
 *
 * @param entryId of the file or directory that it is about
 * @param path where that is, if it has a name that leads up to the root; as display text
 * @param detail what was found and what was expected, for people
 * @param outcome what came of a repair
 */
public record Finding(FindingKind kind, String entryId, Optional<String> path, String detail, Outcome outcome) {
    /** What became of a finding. */
    public enum Outcome {
        /** Nothing was tried. */
        FOUND,
        MENDED,
        /** A node refused to mend it; its log says why. */
        FAILED
    }

    /** One line. */
    @Override
    public String toString() {
        return kind.id() + ": " + path.map(p -> p + " (" + entryId + ")").orElse(entryId.isEmpty() ? "?" : entryId) + ": " + detail
                + switch (outcome) {
                    case FOUND -> "";
                    case MENDED -> ": " + Texts.of("outcome_mended");
                    case FAILED -> ": " + Texts.of("outcome_failed");
                };
    }
}
