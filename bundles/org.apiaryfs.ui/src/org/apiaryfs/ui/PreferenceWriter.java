package org.apiaryfs.ui;

import java.util.concurrent.CompletableFuture;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes preferences to disk in the background, one after the other: homes may be at the far end of a slow network. Thread-safe. */
public final class PreferenceWriter {
    private static final Logger LOG = LoggerFactory.getLogger(PreferenceWriter.class);

    private static CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    private PreferenceWriter() { }

    /** Has what was put into a store written; if that fails, the log says so. Returns at once. */
    public static synchronized void write(Preferences store) {
        last = last.thenRunAsync(() -> flush(store));
    }

    /** Completes when all is on disk that was to be written so far. */
    public static synchronized CompletableFuture<Void> written() {
        return last.copy();
    }

    private static void flush(Preferences store) {
        try {
            store.flush();
        } catch (BackingStoreException e) {
            LOG.warn("preferences not saved: {}", e.getMessage());
        } catch (IllegalStateException e) {
            LOG.debug("preferences that were removed meanwhile need not be saved: {}", e.getMessage());
        }
    }
}
