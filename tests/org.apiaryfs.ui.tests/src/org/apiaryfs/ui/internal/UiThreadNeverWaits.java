package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test while which the UI thread has waited for the network, a disk or another thread. */
final class UiThreadNeverWaits implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace OWN = ExtensionContext.Namespace.create(UiThreadNeverWaits.class);

    @Override
    public void beforeEach(ExtensionContext test) {
        test.getStore(OWN).put(UiThreadWatch.class, UiThreadWatch.start());
    }

    @Override
    public void afterEach(ExtensionContext test) {
        UiThreadWatch watch = test.getStore(OWN).get(UiThreadWatch.class, UiThreadWatch.class);
        watch.close();
        assertEquals(List.of(), watch.waits(), "the UI thread has waited");
    }
}
