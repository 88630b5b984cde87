package org.apiaryfs.monitor;

import java.io.IOException;
import java.nio.file.Path;

/** Another one, here or in another program, adds to the same history. */
public final class HistoryInUseException extends IOException {
    private static final long serialVersionUID = 1;

    HistoryInUseException(Path directory) {
        super(Texts.of("history_inUse", directory));
    }
}
