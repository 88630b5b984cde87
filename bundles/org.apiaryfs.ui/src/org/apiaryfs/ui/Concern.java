package org.apiaryfs.ui;

import java.util.Optional;
import org.eclipse.swt.graphics.Color;

/** How bad it stands with something, from good to bad. */
public enum Concern {
    NONE(Optional.empty()),
    WARNING(Optional.of(new Color(0xc2, 0x7c, 0x0e))), // readable on light and on dark, as is the next
    ERROR(Optional.of(new Color(0xd6, 0x45, 0x3d)));

    private final Optional<Color> color;

    Concern(Optional<Color> color) {
        this.color = color;
    }

    /** For text that tells of it; empty if it needs no colour of its own. */
    public Optional<Color> color() {
        return color;
    }
}
