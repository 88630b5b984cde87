package org.apiaryfs.cluster;

import java.util.Optional;

/**
 * Who owns the root directory. Immutable.
 *
 * @param id metadata node, or metadata buddy group if mirrored; 0 = not known
 * @param mirrored whether {@code id} is a group
 */
public record RootOwner(int id, boolean mirrored) {
    public static final RootOwner UNKNOWN = new RootOwner(0, false);

    public boolean known() {
        return id != 0;
    }

    /** This if known, else the other. Known root owners are never replaced (spec mgmtd §10.3). */
    public RootOwner or(RootOwner other) {
        return known() ? this : other;
    }

    public Optional<RootOwner> asOptional() {
        return known() ? Optional.of(this) : Optional.empty();
    }
}
